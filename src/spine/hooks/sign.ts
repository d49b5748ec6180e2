import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A secret as Standard Webhooks 1.0.0 writes it: 32 random bytes in base64 behind `whsec_`. */
export function makeHookSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/** What is signed: who is asked under which name and when, and the exact bytes. */
export interface Signed {
  /** `webhook-id`: the same at every attempt, by which a receiver knows what it had before. */
  readonly id: string
  /** Unix seconds of this attempt. */
  readonly at: number
  readonly body: string
}

/**
 * The headers of Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`, one signature for each live secret, so that a
 * receiver may change secrets whenever it likes.
 */
export function signedHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map(secret => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') }
}
