import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import { hashSecret } from '../tenancy/tokens.ts'
import type { KeyRing } from '../vault/keys.ts'

/** What a challenge is answered for; one for the one is none for the other. */
export type Purpose = 'register' | 'sign in'

const seconds = 10 * 60

/** A challenge for a passkey: 128 random bits, when it ends, and our own mark, so that asking costs the database nothing. */
export function makeChallenge(
  ring: KeyRing,
  purpose: Purpose,
  now: number = Date.now(),
): Buffer<ArrayBuffer> {
  const body = Buffer.concat([randomBytes(16), Buffer.alloc(4)])
  body.writeUInt32BE(Math.floor(now / 1000) + seconds, 16)
  return Buffer.concat([body, mark(ring, purpose, body)])
}

/** True for a challenge (base64url) that we made for this and that has not ended. */
export function isChallenge(
  ring: KeyRing,
  purpose: Purpose,
  text: string,
  now: number = Date.now(),
): boolean {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== 52) return false
  const body = bytes.subarray(0, 20)
  return timingSafeEqual(bytes.subarray(20), mark(ring, purpose, body)) && body.readUInt32BE(16) >= now / 1000
}

/** Uses it up for this account; false where it was answered before. */
export async function spendChallenge(tx: Tx, text: string): Promise<boolean> {
  await tx.query('delete from spent_challenges where expires_at < now()')
  const spent = await tx.query(
    `insert into spent_challenges (tenant_id, challenge_hash, expires_at)
     values ($1, $2, now() + interval '1 hour') on conflict do nothing returning 1`,
    [tx.tenantId, hashSecret(text)],
  )
  return spent.length > 0
}

function mark(ring: KeyRing, purpose: Purpose, body: Buffer): Buffer {
  return createHmac('sha256', ring.derive(`passkey ${purpose}`))
    .update(body)
    .digest()
}
