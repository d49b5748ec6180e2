const longestSeconds = 24 * 60 * 60
/** Waited after a 429 that does not say how long, or not in words of the standard. */
const unsaidSeconds = 5

const httpDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/

/**
 * Whole seconds to wait after a 429: its Retry-After (RFC 9110 10.2.3: seconds or an HTTP date; Shopify writes `2.0`), else five.
 * At least 1, at most a day. A date is held against the answer's own `Date`, for the two clocks need not agree.
 */
export function secondsToWait(headers: Headers, now = Date.now()): number {
  const seconds = secondsOf(headers.get('retry-after')?.trim() ?? '', dateOf(headers.get('date')) ?? now)
  return Math.min(longestSeconds, Math.max(1, Math.ceil(seconds ?? unsaidSeconds)))
}

function secondsOf(text: string, now: number): number | undefined {
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text)
  const at = dateOf(text)
  return at === undefined ? undefined : (at - now) / 1000
}

function dateOf(text: string | null): number | undefined {
  const at = httpDate.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
