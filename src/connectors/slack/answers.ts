import { Refusal, type RefusalCode } from '#spine/refusal.ts'

/** A GET may be repeated freely; a POST may have been done although we never hear of it. */
export interface Ask {
  readonly verb: 'GET' | 'POST'
  /** As Slack names it: `chat.postMessage`. */
  readonly method: string
  readonly args: Readonly<Record<string, unknown>>
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

type Meaning = readonly [RefusalCode, string]
const newToken: Meaning = [
  'unauthenticated',
  'Slack does not accept the bot token. Install the app again and save its new token.',
]
const noSuchPlace: Meaning = ['not_found', 'Slack has no such channel or thread, or the app cannot see it.']

const meanings: Readonly<Record<string, Meaning>> = {
  invalid_auth: newToken,
  not_authed: newToken,
  account_inactive: newToken,
  token_revoked: newToken,
  token_expired: newToken,
  missing_scope: ['forbidden', 'The Slack app lacks a scope for this. Add it and install the app again.'],
  not_allowed_token_type: ['forbidden', 'Slack wants a bot token (xoxb-…) for this.'],
  no_permission: ['forbidden', 'Slack does not let the app do that.'],
  access_denied: ['forbidden', 'Slack does not let the app do that.'],
  channel_not_found: noSuchPlace,
  thread_not_found: noSuchPlace,
  not_in_channel: ['refused', 'The app is not a member of that channel. Invite it there.'],
  is_archived: ['refused', 'That channel is archived.'],
}

/** Errors in which Slack itself broke: whether the write was done is open. */
const broken = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

/** True where the token is of no more use. */
export function isCredentialError(error: string | undefined): boolean {
  return error !== undefined && meanings[error] === newToken
}

/** What an answer outside 2xx, or one with `ok: false`, means. */
export function refusalOf(request: Ask, reply: Reply, error: string | undefined): Refusal {
  const { status } = reply
  if (status === 429 || error === 'ratelimited' || error === 'rate_limited') {
    const seconds = retryAfter(reply.headers.get('retry-after')) ?? unsaidWait
    return new Refusal('rate_limited', `Slack asks us to wait ${seconds} s.`, { retryAfterSeconds: seconds })
  }
  if (status >= 500 || (status >= 300 && status < 400) || [408, 409, 425].includes(status))
    return lost(request, `answered ${status}`)
  const word = /^[a-z_]{1,60}$/.test(error ?? '') ? error : undefined
  if (word !== undefined && broken.has(word)) return lost(request, `answered ${word}`)
  const known = meanings[word ?? ''] ?? byStatus(status)
  return known
    ? new Refusal(...known)
    : new Refusal('refused', `Slack refused it${word ? ` (${word})` : ''}.`)
}

function byStatus(status: number): Meaning | undefined {
  if (status === 401) return newToken
  if (status === 403) return meanings['no_permission']
  return status === 404 ? noSuchPlace : undefined
}

/** No usable answer: harmless for a read, an open question for a write. */
export function lost(request: Ask, what: string): Refusal {
  if (request.verb === 'GET') return new Refusal('unavailable', `Slack ${what}.`, { retryAfterSeconds: 30 })
  return new Refusal('unknown_outcome', `Slack ${what}; it may have done what we asked.`)
}

/** What a failed `fetch` means. Without the error itself: its message may quote headers. */
export function failure(request: Ask, error: unknown): Refusal {
  if (!isBeforeSending(error)) return lost(request, 'did not answer')
  return new Refusal('unavailable', 'Slack cannot be reached.', { retryAfterSeconds: 30 })
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
