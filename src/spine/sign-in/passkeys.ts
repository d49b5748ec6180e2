import { isIP } from 'node:net'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Database, Tx } from '../database/database.ts'
import { readId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { OpenedSession } from '../tenancy/sessions.ts'
import { hashSecret } from '../tenancy/tokens.ts'
import type { KeyRing } from '../vault/keys.ts'
import { isChallenge, makeChallenge, spendChallenge } from './challenges.ts'
import { challengeOf, readAnswer, Registration } from './passkey-answers.ts'
import { refuseStale, renewSession } from './renew-session.ts'

/** What passkeys are bound to: our own address, and the keys that mark our challenges. */
export interface Relying {
  readonly ring: KeyRing
  readonly publicUrl: string
}

/** A passkey as its member sees it. */
export interface Passkey {
  /** `pky_…` */
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly usedAt: Date | null
}

/** The name that passkeys are bound to; undefined where we are reached by a number, for which browsers make none. */
export function passkeyHost(publicUrl: string): string | undefined {
  const { hostname } = new URL(publicUrl)
  return isIP(hostname.replaceAll(/[[\]]/g, '')) === 0 ? hostname : undefined
}

/** What the browser needs to make a passkey for this member: one that it finds by itself, and that asks who holds it. */
export async function registrationOptions(relying: Relying, actor: Actor, known: readonly Uint8Array[]) {
  return generateRegistrationOptions({
    rpName: 'Storewright',
    rpID: hostOf(relying),
    userID: Uint8Array.from(Buffer.from(actor.id)),
    userName: actor.name,
    challenge: makeChallenge(relying.ring, 'register'),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(id => ({ id: Buffer.from(id).toString('base64url') })),
  })
}

/** What the browser needs to sign in by whichever passkey it has for us. */
export async function assertionOptions(relying: Relying) {
  return generateAuthenticationOptions({
    rpID: hostOf(relying),
    challenge: makeChallenge(relying.ring, 'sign in'),
    userVerification: 'required',
  })
}

/**
 * Adds the passkey that a browser made. All sessions end but the one that comes back. Throws Refusal `invalid_input` for what does
 * not verify or was answered before, `forbidden` where the sign-in is long ago.
 */
export async function addPasskey(
  db: Database,
  relying: Relying,
  actor: Actor,
  given: { readonly name: string; readonly answer: string },
): Promise<OpenedSession> {
  refuseStale(actor)
  const response = readAnswer(Registration, given.answer)
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: text => isChallenge(relying.ring, 'register', text),
    expectedOrigin: new URL(relying.publicUrl).origin,
    expectedRPID: hostOf(relying),
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified)
    throw new Refusal('invalid_input', 'This passkey does not verify: load the page anew.')
  const { id, publicKey, counter } = verified.registrationInfo.credential
  return db.tenant(actor.tenantId, async tx => {
    if (!(await spendChallenge(tx, challengeOf(response.response.clientDataJSON)))) throw answeredBefore()
    const [row] = await tx.query(
      `insert into passkeys (tenant_id, member_id, name, credential_id, credential_hash, public_key, counter, transports)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [
        tx.tenantId,
        readId('mem', actor.id),
        given.name.trim().slice(0, 100) || 'Passkey',
        Buffer.from(id, 'base64url'),
        hashSecret(id),
        Buffer.from(publicKey),
        counter,
        response.response.transports,
      ],
    )
    if (!row) throw new Refusal('conflict', 'This passkey is known already.')
    return renewSession(tx, actor, 'passkey.added')
  })
}

/** Forgets one of the own passkeys. Throws Refusal `not_found`, `forbidden`. */
export async function removePasskey(db: Database, actor: Actor, id: string): Promise<OpenedSession> {
  refuseStale(actor)
  return db.tenant(actor.tenantId, async tx => {
    const gone = await tx.query('delete from passkeys where id = $1 and member_id = $2 returning id', [
      readId('pky', id),
      readId('mem', actor.id),
    ])
    if (gone.length === 0) throw new Refusal('not_found', 'There is no such passkey.')
    return renewSession(tx, actor, 'passkey.removed')
  })
}

/** The passkeys of a member, newest first, with the ids by which their devices know them. */
export async function listPasskeys(
  tx: Tx,
  memberId: string,
): Promise<readonly (Passkey & { readonly credentialId: Buffer })[]> {
  const rows = await tx.query<{
    id: string
    name: string
    at: Date
    used: Date | null
    credential_id: Buffer
  }>(
    `select id, name, created_at as at, used_at as used, credential_id
       from passkeys where member_id = $1 order by created_at desc, id`,
    [readId('mem', memberId)],
  )
  return rows.map(({ id, name, at, used, credential_id }) => ({
    id: showId('pky', id),
    name,
    createdAt: at,
    usedAt: used,
    credentialId: credential_id,
  }))
}

/** The host name, or Refusal `unsupported`. */
export function hostOf({ publicUrl }: Relying): string {
  const host = passkeyHost(publicUrl)
  if (host === undefined)
    throw new Refusal('unsupported', 'Passkeys need a name such as localhost, not a number.')
  return host
}

/** An answer that was sent a second time. */
export function answeredBefore(): Refusal {
  return new Refusal('unauthenticated', 'This was answered before: load the page anew.')
}
