import type { Database, Tx } from '../database/database.ts'
import { readId, showId } from '../ids.ts'
import type { Actor } from './actor.ts'
import { type Role, rolePermissions } from './permissions.ts'
import { hashSecret, isToken, makeToken } from './tokens.ts'
import { findSecret } from './whereabouts.ts'

/** A session as its owner gets it. `token` is shown here and never again. */
export interface OpenedSession {
  /** `ses_…` */
  readonly id: string
  readonly token: string
  readonly tenantId: string
  /** `mem_…` */
  readonly memberId: string
  readonly expiresAt: Date
}

/** Opens a session of 7 days, 8 hours idle. Always a new token: one that was there before signing in is worth nothing. */
export async function openSession(tx: Tx, memberId: string): Promise<OpenedSession> {
  const token = makeToken()
  const [row] = await tx.query<{ id: string; expires_at: Date }>(
    `insert into sessions (tenant_id, member_id, token_hash, expires_at)
     values ($1, $2, $3, now() + interval '7 days') returning id, expires_at`,
    [tx.tenantId, readId('mem', memberId), hashSecret(token)],
  )
  if (!row) throw new Error('PostgreSQL answered an insert with no row.')
  return {
    id: showId('ses', row.id),
    token,
    tenantId: tx.tenantId,
    memberId,
    expiresAt: row.expires_at,
  }
}

/**
 * Who a session's token stands for, with the permissions of its role at this moment; undefined when it is unknown, ended,
 * too old, idle for 8 hours, or its member is gone. Asked of the database every time, so an ended session ends at once.
 */
export async function sessionActor(db: Database, token: string): Promise<Actor | undefined> {
  if (!isToken(token)) return undefined
  const hash = hashSecret(token)
  const place = await findSecret(db, 'sessions', hash)
  if (!place) return undefined
  const [row] = await db.tenant(place.tenantId, tx =>
    tx.query<{ id: string; name: string; role: Role; age_seconds: number }>(sessionStatement, [
      place.id,
      hash,
    ]),
  )
  return (
    row && {
      tenantId: place.tenantId,
      kind: 'member',
      id: showId('mem', row.id),
      name: row.name,
      permissions: new Set(rolePermissions[row.role]),
      role: row.role,
      via: 'console',
      session: { id: showId('ses', place.id), ageSeconds: row.age_seconds },
    }
  )
}

// `seen_at` is written at most once a minute: a page that asks ten things is one sighting.
const sessionStatement = `
  with open as (
    select session.tenant_id, session.id as session_id, session.seen_at, member.id,
           extract(epoch from now() - session.created_at)::float8 as age_seconds,
           coalesce(nullif(member.name, ''), member.email) as name, member.role
      from sessions session join members member
        on member.tenant_id = session.tenant_id and member.id = session.member_id and member.removed_at is null
     where session.id = $1 and session.token_hash = $2 and session.ended_at is null
       and session.expires_at > now() and session.seen_at > now() - interval '8 hours'
  ), seen as (
    update sessions set seen_at = now() from open
     where sessions.tenant_id = open.tenant_id and sessions.id = open.session_id
       and sessions.seen_at < now() - interval '1 minute'
  )
  select id, name, role, age_seconds from open`

/** Ends the session of this token (sign out). An unknown one is as ended as can be. */
export async function endSession(db: Database, token: string): Promise<void> {
  const hash = hashSecret(token)
  const place = await findSecret(db, 'sessions', hash)
  if (!place) return
  await db.tenant(place.tenantId, tx =>
    tx.query('update sessions set ended_at = now() where id = $1 and ended_at is null', [place.id]),
  )
}

/** Ends all sessions of a member (sign out everywhere). Gives how many. */
export async function endSessions(tx: Tx, memberId: string): Promise<number> {
  const ended = await tx.query(
    'update sessions set ended_at = now() where member_id = $1 and ended_at is null and expires_at > now() returning id',
    [readId('mem', memberId)],
  )
  return ended.length
}

/** In how many browsers a member is signed in. */
export async function countSessions(tx: Tx, memberId: string): Promise<number> {
  const open = await tx.query(
    `select id from sessions where member_id = $1 and ended_at is null and expires_at > now()
       and seen_at > now() - interval '8 hours'`,
    [readId('mem', memberId)],
  )
  return open.length
}
