import { isCertainNo, isNeverSent } from '#spine/calls/certain-no.ts'
import { soonSeconds } from '#spine/calls/circuit.ts'
import type { Reply } from '#spine/calls/exchange.ts'
import { secondsToWait } from '#spine/calls/retry-after.ts'
import { Refusal } from '#spine/refusal.ts'

/** A GET may be repeated freely; whatever else we send may have been done although we never hear of it. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
}

/** What an answer outside 2xx means. On a write, only a plain 4xx is a certain no. */
export function refusalOf(request: Ask, reply: Reply, secrets: readonly string[]): Refusal {
  const { status } = reply
  if (status === 429) {
    const seconds = secondsToWait(reply.headers)
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
  if (!isCertainNo(status)) return lost(request, `answered ${status}`)
  return new Refusal('refused', `Gorgias refused it${reason(reply.text, secrets)}`)
}

/** No usable answer: harmless for a read, an open question for a write. */
export function lost(request: Ask, what: string): Refusal {
  if (request.method === 'GET')
    return new Refusal('unavailable', `Gorgias ${what}.`, { retryAfterSeconds: soonSeconds })
  return new Refusal('unknown_outcome', `Gorgias ${what}; it may have done what we asked.`)
}

/** What a failed `fetch` means. Without the error itself: its message may quote headers. */
export function failure(request: Ask, error: unknown): Refusal {
  if (!isNeverSent(error)) return lost(request, 'did not answer')
  return new Refusal('unavailable', 'Gorgias cannot be reached.', { retryAfterSeconds: soonSeconds })
}

/** The platform's own words for a refused request, shortened and without what we must not repeat. */
function reason(text: string | undefined, secrets: readonly string[]): string {
  const said = /"msg"\s*:\s*"((?:[^"\\]|\\.){1,400})"/.exec(text ?? '')?.[1]
  if (said === undefined) return '.'
  const clean = secrets.reduce((left, secret) => left.replaceAll(secret, '…'), said)
  return `: ${clean.replaceAll(/[\p{Cc}\\]+/gu, ' ').slice(0, 200)}`
}
