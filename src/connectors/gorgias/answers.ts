import { Refusal } from '#spine/refusal.ts'

/** A GET may be repeated freely; whatever else we send may have been done although we never hear of it. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** Absent where the body broke off, was too long or came too late. */
  readonly text: string | undefined
}

const longestWait = 24 * 60 * 60
/** Waited after a 429 that does not say how long. */
const unsaidWait = 5

/** What an answer outside 2xx means. On a write, only a plain 4xx is a certain no. */
export function refusalOf(request: Ask, reply: Reply, secrets: readonly string[]): Refusal {
  const { status } = reply
  if (status === 429) {
    const seconds = retryAfter(reply.headers.get('retry-after')) ?? unsaidWait
    return new Refusal('rate_limited', `Gorgias asks us to wait ${seconds} s.`, {
      retryAfterSeconds: seconds,
    })
  }
  if (status === 401)
    return new Refusal(
      'unauthenticated',
      'Gorgias does not accept the e-mail address and API key. Make a new key and save it.',
    )
  if (status === 403)
    return new Refusal(
      'forbidden',
      'Gorgias does not let the user of this API key do that. Use the key of an admin or lead agent.',
    )
  if (status === 404) return new Refusal('not_found', 'Gorgias has nothing under that number.')
  if (status < 400 || status >= 500 || [408, 409, 425].includes(status))
    return lost(request, `answered ${status}`)
  return new Refusal('refused', `Gorgias refused it${reason(reply.text, secrets)}`)
}

/** No usable answer: harmless for a read, an open question for a write. */
export function lost(request: Ask, what: string): Refusal {
  if (request.method === 'GET')
    return new Refusal('unavailable', `Gorgias ${what}.`, { retryAfterSeconds: 30 })
  return new Refusal('unknown_outcome', `Gorgias ${what}; it may have done what we asked.`)
}

/** What a failed `fetch` means. Without the error itself: its message may quote headers. */
export function failure(request: Ask, error: unknown): Refusal {
  if (!isBeforeSending(error)) return lost(request, 'did not answer')
  return new Refusal('unavailable', 'Gorgias cannot be reached.', { retryAfterSeconds: 30 })
}

const certificate =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|ERR_SSL_WRONG_VERSION|ERR_SSL_UNSUPPORTED)/

/** True only where not a byte of the request can have left: name, connection or certificate failed. */
function isBeforeSending(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isBeforeSending)
  const { code, syscall } = { code: undefined, syscall: undefined, ...error }
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true
  if (typeof code === 'string' && certificate.test(code)) return true
  return isBeforeSending(error.cause)
}

/** Seconds, as a number or as an HTTP date; undefined for anything else. At least 1, at most a day. */
export function retryAfter(value: string | null, now = Date.now()): number | undefined {
  const text = value?.trim() ?? ''
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : httpDate(text, now)
  return seconds === undefined ? undefined : Math.min(longestWait, Math.max(1, seconds))
}

function httpDate(text: string, now: number): number | undefined {
  if (!/^[A-Z][a-z]{2}, .+ GMT$/.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.ceil((at - now) / 1000)
}

/** The platform's own words for a refused request, shortened and without what we must not repeat. */
function reason(text: string | undefined, secrets: readonly string[]): string {
  const said = /"msg"\s*:\s*"((?:[^"\\]|\\.){1,400})"/.exec(text ?? '')?.[1]
  if (said === undefined) return '.'
  const clean = secrets.reduce((left, secret) => left.replaceAll(secret, '…'), said)
  return `: ${clean.replaceAll(/[\p{Cc}\\]+/gu, ' ').slice(0, 200)}`
}
