import type { Database, Tx } from '../database/database.ts'
import { readId, showId } from '../ids.ts'
import { isRefusal, Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { readEmail } from '../tenancy/email-address.ts'
import { lockMember } from '../tenancy/members.ts'
import type { OpenedSession } from '../tenancy/sessions.ts'
import { hashSecret } from '../tenancy/tokens.ts'
import { makeVerifier, fitsVerifier } from './password-verifier.ts'
import { refuseWeakPassword } from './password-rule.ts'
import { refuseStale, renewSession } from './renew-session.ts'

/** A member whose password was right. Whether more is asked is for the second factor to say. */
export interface Knower {
  readonly tenantId: string
  /** `mem_…` */
  readonly memberId: string
}

/**
 * Sets or changes the own password. All sessions end; the caller goes on with the one that comes back. Throws Refusal
 * `invalid_input` for a weak one, `forbidden` where the sign-in is long ago.
 */
export async function setPassword(db: Database, actor: Actor, password: string): Promise<OpenedSession> {
  refuseStale(actor)
  const { email } = await db.tenant(actor.tenantId, tx => lockMember(tx, actor.id))
  refuseWeakPassword(password, email)
  const verifier = await makeVerifier(password)
  return db.tenant(actor.tenantId, async tx => {
    await lockMember(tx, actor.id)
    await tx.query(
      `insert into passwords (tenant_id, member_id, address_hash, verifier) values ($1, $2, $3, $4)
       on conflict (tenant_id, member_id) do update
         set address_hash = excluded.address_hash, verifier = excluded.verifier, changed_at = now()`,
      [tx.tenantId, readId('mem', actor.id), hashSecret(email), verifier],
    )
    return renewSession(tx, actor, 'password.set')
  })
}

/** Takes the own password away; links and passkeys remain. Throws Refusal `forbidden` where the sign-in is long ago. */
export async function removePassword(db: Database, actor: Actor): Promise<OpenedSession> {
  refuseStale(actor)
  return db.tenant(actor.tenantId, async tx => {
    await tx.query('delete from passwords where member_id = $1', [readId('mem', actor.id)])
    return renewSession(tx, actor, 'password.removed')
  })
}

/** True where the member has a password. */
export async function hasPassword(tx: Tx, memberId: string): Promise<boolean> {
  const found = await tx.query('select 1 from passwords where member_id = $1', [readId('mem', memberId)])
  return found.length > 0
}

/**
 * Whose e-mail address and password these are. An unknown address, one without a password and a wrong password get one Refusal,
 * `unauthenticated`, after the same work. Where one address is a member of several accounts, the password tells which.
 */
export async function knowPassword(db: Database, email: string, password: string): Promise<Knower> {
  const address = hashSecret(addressOf(email))
  const places = await db.across(tx =>
    tx.query<{ tenant_id: string; member_id: string }>(
      'select tenant_id, member_id from passwords where address_hash = $1 limit 10',
      [address],
    ),
  )
  // As many questions and one calculation where there is nobody.
  const asked = places.length > 0 ? places : [{ tenant_id: nobody, member_id: nobody }]
  for (const { tenant_id: tenantId, member_id: id } of asked) {
    const [row] = await db.tenant(tenantId, tx => tx.query<{ verifier: string }>(verifierOf, [id, address]))
    if (await fitsVerifier(password.slice(0, 1000), row?.verifier))
      return { tenantId, memberId: showId('mem', id) }
  }
  throw new Refusal('unauthenticated', 'E-mail address or password is wrong, or there is no password yet.')
}

const nobody = '00000000-0000-0000-0000-000000000000'

const verifierOf = `
  select password.verifier from passwords password
    join members member on member.tenant_id = password.tenant_id and member.id = password.member_id
     and member.removed_at is null
   where password.member_id = $1 and password.address_hash = $2`

// What is no address belongs to nobody, and is not worth an answer of its own.
function addressOf(email: string): string {
  try {
    return readEmail(email)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return ''
  }
}
