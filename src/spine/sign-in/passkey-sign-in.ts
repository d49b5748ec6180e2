import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Database, Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { openSession, type OpenedSession } from '../tenancy/sessions.ts'
import { hashSecret } from '../tenancy/tokens.ts'
import { isChallenge, spendChallenge } from './challenges.ts'
import { Assertion, challengeOf, readAnswer } from './passkey-answers.ts'
import { answeredBefore, hostOf, type Relying } from './passkeys.ts'

interface KeyRow {
  readonly member_id: string
  readonly public_key: Buffer
  readonly counter: string
}

/**
 * Signs in by a passkey, which is two factors in itself: the device, and what it asks of who holds it. One that is unknown, does not
 * verify, was answered before or whose member is gone gets a Refusal `unauthenticated`.
 */
export async function signInByPasskey(
  db: Database,
  relying: Relying,
  answer: string,
): Promise<OpenedSession> {
  const response = readAnswer(Assertion, answer)
  // A device chooses its ids, so two accounts may hold the same one: the signature tells which.
  const places = await db.across(tx =>
    tx.query<{ tenant_id: string; id: string }>(
      'select tenant_id, id from passkeys where credential_hash = $1 limit 10',
      [hashSecret(response.id)],
    ),
  )
  for (const { tenant_id: tenantId, id } of places) {
    const row = await db.tenant(tenantId, tx => readKey(tx, id))
    const counter = row && (await verify(relying, response, row))
    if (row === undefined || counter === undefined) continue
    return db.tenant(tenantId, async tx => {
      if (!(await spendChallenge(tx, challengeOf(response.response.clientDataJSON)))) throw answeredBefore()
      await tx.query('update passkeys set counter = $2, used_at = now() where id = $1', [id, counter])
      return openSession(tx, showId('mem', row.member_id))
    })
  }
  throw new Refusal('unauthenticated', 'This passkey is not known here, or the page stood open for too long.')
}

/** The device's new count where it verifies. A count that goes back is a copied key, and does not. */
async function verify(
  relying: Relying,
  response: ReturnType<typeof readAnswer<typeof Assertion>>,
  row: KeyRow,
): Promise<number | undefined> {
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: text => isChallenge(relying.ring, 'sign in', text),
    expectedOrigin: new URL(relying.publicUrl).origin,
    expectedRPID: hostOf(relying),
    requireUserVerification: true,
    credential: { id: response.id, publicKey: Uint8Array.from(row.public_key), counter: Number(row.counter) },
  }).catch(() => undefined)
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}

async function readKey(tx: Tx, id: string): Promise<KeyRow | undefined> {
  const [row] = await tx.query<KeyRow>(
    `select passkey.member_id, passkey.public_key, passkey.counter from passkeys passkey
       join members member on member.tenant_id = passkey.tenant_id and member.id = passkey.member_id
        and member.removed_at is null
      where passkey.id = $1`,
    [id],
  )
  return row
}
