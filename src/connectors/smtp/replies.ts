import { Refusal } from '#spine/refusal.ts'

/** What nodemailer tells of a failed conversation. */
interface Told {
  readonly code?: unknown
  readonly command?: unknown
  readonly response?: unknown
  readonly responseCode?: unknown
}

/** RFC 4954: sign in first, too weak a way, wrong name or password, encrypt first. */
const signInReplies = new Set([530, 534, 535, 538])

/**
 * What a failure means. A reply of 4xx or 5xx is a certain no, also to the message itself (RFC 5321, 4.2.1); silence and a lost
 * connection are one only until the message had begun to leave (`hasBegun`).
 */
export function refusalOf(error: unknown, hasBegun: boolean, secrets: readonly string[]): Refusal {
  const told: Told = { code: undefined, ...(error instanceof Error ? error : {}) }
  const reply = typeof told.responseCode === 'number' ? told.responseCode : 0
  const words = reason(told.response, secrets)
  if (told.code === 'ETLS') return later('The mail server does not offer the encryption that was asked for.')
  if (reply >= 400 && reply < 500) return later(`The mail server asks us to try again later${words}`)
  if (signInReplies.has(reply) || told.code === 'EAUTH')
    return new Refusal('unauthenticated', `The mail server does not accept the name and password${words}`)
  if (reply >= 500) return new Refusal('refused', `The mail server refused it${words}`)
  if (hasBegun)
    return new Refusal(
      'unknown_outcome',
      'The connection was lost while the mail was handed over; it may have been sent.',
    )
  if (told.code === 'EMESSAGE')
    return new Refusal('refused', 'The mail is larger than the mail server takes.')
  return later('The mail server cannot be reached, or hung up.')
}

function later(says: string): Refusal {
  return new Refusal('unavailable', says, { retryAfterSeconds: 60 })
}

/** The server's own words, shortened and without what we must not repeat. */
function reason(response: unknown, secrets: readonly string[]): string {
  if (typeof response !== 'string') return '.'
  const clean = secrets.reduce((left, secret) => left.replaceAll(secret, '…'), response)
  return `: ${clean.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 200)}`
}
