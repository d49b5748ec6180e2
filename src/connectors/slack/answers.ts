import { isCertainNo, isNeverSent } from '#spine/calls/certain-no.ts'
import { soonSeconds } from '#spine/calls/circuit.ts'
import type { Reply } from '#spine/calls/exchange.ts'
import { secondsToWait } from '#spine/calls/retry-after.ts'
import { Refusal, type RefusalCode } from '#spine/refusal.ts'

/** A GET may be repeated freely; a POST may have been done although we never hear of it. */
export interface Ask {
  readonly verb: 'GET' | 'POST'
  /** As Slack names it: `chat.postMessage`. */
  readonly method: string
  readonly args: Readonly<Record<string, unknown>>
}

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
    const seconds = secondsToWait(reply.headers)
    return new Refusal('rate_limited', `Slack asks us to wait ${seconds} s.`, { retryAfterSeconds: seconds })
  }
  const isOk = status >= 200 && status <= 299
  if (!isOk && !isCertainNo(status)) return lost(request, `answered ${status}`)
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
  if (request.verb === 'GET')
    return new Refusal('unavailable', `Slack ${what}.`, { retryAfterSeconds: soonSeconds })
  return new Refusal('unknown_outcome', `Slack ${what}; it may have done what we asked.`)
}

/** What a failed `fetch` means. Without the error itself: its message may quote headers. */
export function failure(request: Ask, error: unknown): Refusal {
  if (!isNeverSent(error)) return lost(request, 'did not answer')
  return new Refusal('unavailable', 'Slack cannot be reached.', { retryAfterSeconds: soonSeconds })
}
