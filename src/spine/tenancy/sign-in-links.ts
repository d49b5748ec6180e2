import type { Database, Tx } from '../database/database.ts'
import { readId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { refuseAbove } from './grants.ts'
import { lockMember } from './members.ts'
import { openSession, type OpenedSession } from './sessions.ts'
import { hashSecret, isToken, makeToken } from './tokens.ts'
import { findSecret } from './whereabouts.ts'

/** A link's secret; `signInUrl` makes a link of it. */
export interface SignInLink {
  readonly token: string
  readonly expiresAt: Date
}

/**
 * Makes a link that signs its holder in as this member, once, within an hour. For the operator at the machine alone;
 * whoever asks through a door gets `inviteMember`. Throws Refusal `not_found`.
 */
export async function makeSignInLink(db: Database, tenantId: string, memberId: string): Promise<SignInLink> {
  return db.tenant(tenantId, async tx => {
    await lockMember(tx, memberId)
    return writeLink(tx, memberId)
  })
}

/**
 * The same for a member whom `by` invites. Whoever holds the link is that member, so `by` must be allowed all that the member is,
 * and an owner if the member is one. Throws Refusal `not_found`, `forbidden`.
 */
export async function inviteMember(tx: Tx, by: Actor, memberId: string): Promise<SignInLink> {
  const member = await lockMember(tx, memberId)
  await refuseAbove(tx, by, member.role)
  return writeLink(tx, memberId)
}

/**
 * The link itself. The token stands behind the #, which browsers keep to themselves: following the link, as scanners and previews
 * do, tells nobody of it. `next` is the page to go on to, a plain path.
 */
export function signInUrl(publicUrl: string, { token }: SignInLink, next?: string): string {
  return `${publicUrl}/sign-in${next === undefined ? '' : `?next=${next}`}#token=${token}`
}

/** Trades a link for a session. A link that is unknown, used or expired gets one and the same Refusal, `unauthenticated`. */
export async function redeemSignInLink(db: Database, token: string): Promise<OpenedSession> {
  const hash = hashSecret(token)
  const place = isToken(token) ? await findSecret(db, 'sign_in_links', hash) : undefined
  if (!place) throw invalidLink()
  return db.tenant(place.tenantId, async tx => {
    const [row] = await tx.query<{ member: string }>(
      `update sign_in_links link set used_at = now()
         from members member
        where link.id = $1 and link.token_hash = $2 and link.used_at is null and link.expires_at > now()
          and member.tenant_id = link.tenant_id and member.id = link.member_id and member.removed_at is null
       returning 'mem_' || replace(member.id::text, '-', '') as member`,
      [place.id, hash],
    )
    if (!row) throw invalidLink()
    return openSession(tx, row.member)
  })
}

async function writeLink(tx: Tx, memberId: string): Promise<SignInLink> {
  const token = makeToken()
  const member = readId('mem', memberId)
  // Nothing else tidies these up, and a member who needs a link has old ones.
  await tx.query('delete from sign_in_links where member_id = $1 and expires_at < now()', [member])
  await tx.query('delete from sessions where member_id = $1 and expires_at < now()', [member])
  const [row] = await tx.query<{ expires_at: Date }>(
    `insert into sign_in_links (tenant_id, member_id, token_hash, expires_at)
     values ($1, $2, $3, now() + interval '1 hour') returning expires_at`,
    [tx.tenantId, member, hashSecret(token)],
  )
  if (!row) throw new Error('PostgreSQL answered an insert with no row.')
  return { token, expiresAt: row.expires_at }
}

function invalidLink(): Refusal {
  return new Refusal('unauthenticated', 'This sign-in link is not valid any more. Ask for a new one.')
}
