import { askOutside } from '../calls/outside/ask-outside.ts'
import type { Network } from '../calls/outside/destination.ts'
import type { Reply } from '../calls/exchange.ts'
import { secondsToWait } from '../calls/retry-after.ts'
import { isRefusal } from '../refusal.ts'
import type { Outcome } from './verdict.ts'

/** One attempt as the log keeps it. */
export interface Posted extends Outcome {
  readonly tookMs: number
  /** Why there was no answer, in words. */
  readonly says?: string
  readonly head?: Readonly<Record<string, string>>
  /** The beginning of the answer. */
  readonly body?: string
}

const bounds = { deadlineMs: 15_000, mostBytes: 64 * 1024 }
const keptCharacters = 2_000

/** Posts one message to an address that somebody named. Never throws: whatever goes wrong is an attempt that failed. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  network: Network,
): Promise<Posted> {
  const begun = performance.now()
  const took = () => Math.round(performance.now() - begun)
  try {
    const reply = await askOutside(url, { method: 'POST', headers, body }, network, bounds)
    return { ...read(reply), tookMs: took() }
  } catch (error) {
    return { says: reasonOf(error), tookMs: took() }
  }
}

function read({ status, headers, text }: Reply): Omit<Posted, 'tookMs'> {
  const isAsked = status === 429 || (status >= 300 && headers.has('retry-after'))
  return {
    status,
    head: headOf(headers),
    // PostgreSQL's text holds no U+0000.
    body: (text ?? '(too long, or broken off)').replaceAll('\0', '').slice(0, keptCharacters),
    ...(isAsked && { retryAfter: secondsToWait(headers) }),
  }
}

// Enough to see who answered. Cookies are nobody's business here.
function headOf(headers: Headers): Record<string, string> {
  const kept = [...headers].filter(([name]) => !/cookie|authorization/i.test(name)).slice(0, 30)
  return Object.fromEntries(kept.map(([name, value]) => [name.slice(0, 100), value.slice(0, 300)]))
}

function reasonOf(error: unknown): string {
  if (isRefusal(error)) return error.says
  if (!(error instanceof Error)) return 'The connection failed.'
  if (error.name === 'AbortError' || error.name === 'TooLate') return 'There was no answer within 15 s.'
  const { code } = { code: undefined, ...error }
  return `The connection failed${typeof code === 'string' ? `: ${code}` : ''}.`
}
