import type { Tx } from '../database/database.ts'
import { atText, newest, type Seek, type Slice, slice } from '../database/page.ts'
import { readId, showId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { revokeKeysBeyond } from './api-keys.ts'
import { readEmail } from './email-address.ts'
import { lockAccount, refuseAbove } from './grants.ts'
import { type Role, rolePermissions } from './permissions.ts'
import { endSessions } from './sessions.ts'

/** Somebody who may sign in. */
export interface Member {
  /** `mem_…` */
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  /** ISO, UTC. */
  readonly createdAt: string
}

interface MemberRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly at: string
}

/** What a change took away with it. */
export interface Fallout {
  readonly endedSessions: number
  readonly revokedKeys: number
}

const columns = `id, email, name, role, ${atText('created_at')} as at`

/** The members, newest first. */
export async function listMembers(tx: Tx, { limit, after = newest }: Seek): Promise<Slice<Member>> {
  const rows = await tx.query<MemberRow>(
    `select ${columns} from members
      where removed_at is null and (created_at, id) < ($1::timestamptz, $2::uuid)
      order by created_at desc, id desc limit $3`,
    [after.at, after.id, limit + 1],
  )
  return slice(rows, limit, show)
}

/** The member with this e-mail address, in whatever case it is written. */
export async function findMember(tx: Tx, email: string): Promise<Member | undefined> {
  const [row] = await tx.query<MemberRow>(
    `select ${columns} from members where email = $1 and removed_at is null`,
    [readEmail(email)],
  )
  return row && show(row)
}

/** The address of a member by their id (`mem_…`); undefined for who is none, or none any more. */
export async function memberAddress(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.query<{ email: string }>(
    'select email from members where id = $1 and removed_at is null',
    [readId('mem', id)],
  )
  return row?.email
}

/**
 * Adds a member, or takes a removed one back. Throws Refusal `conflict` for one who is there, `forbidden` for a role above
 * `by`'s own, `invalid_input` for what is no e-mail address.
 */
export async function addMember(
  tx: Tx,
  by: Actor,
  { email, name = '', role }: { email: string; name?: string | undefined; role: Role },
): Promise<Member> {
  const address = readEmail(email)
  await lockAccount(tx)
  await refuseAbove(tx, by, role)
  const [row] = await tx.query<MemberRow>(
    `insert into members (tenant_id, email, name, role) values ($1, $2, $3, $4)
     on conflict (tenant_id, email) do update set removed_at = null, name = excluded.name, role = excluded.role
      where members.removed_at is not null
     returning ${columns}`,
    [tx.tenantId, address, name, role],
  )
  if (!row) throw new Refusal('conflict', 'Somebody with this e-mail address is a member already.')
  return show(row)
}

/**
 * Gives a member another role, ends their sessions (a token from before is worth nothing after) and revokes the keys they made
 * that go beyond it. Throws Refusal `not_found`, `forbidden`, `conflict` for the last owner.
 */
export async function changeRole(
  tx: Tx,
  by: Actor,
  memberId: string,
  role: Role,
): Promise<{ member: Member } & Fallout> {
  await lockAccount(tx)
  const before = await lockMember(tx, memberId)
  if (before.role === role) return { member: before, endedSessions: 0, revokedKeys: 0 }
  await refuseAbove(tx, by, before.role)
  await refuseAbove(tx, by, role)
  if (before.role === 'owner') await refuseToUnmakeLastOwner(tx)
  await tx.query('update members set role = $2 where id = $1', [readId('mem', memberId), role])
  return {
    member: { ...before, role },
    endedSessions: await endSessions(tx, memberId),
    revokedKeys: await revokeKeysBeyond(tx, memberId, rolePermissions[role]),
  }
}

/**
 * Removes a member with their sessions, unused sign-in links, password, second factor, passkeys and every key they made: who leaves keeps no door.
 * Throws Refusal `not_found`, `forbidden`, `conflict` for the last owner.
 */
export async function removeMember(tx: Tx, by: Actor, memberId: string): Promise<Fallout> {
  await lockAccount(tx)
  const { role } = await lockMember(tx, memberId)
  await refuseAbove(tx, by, role)
  if (role === 'owner') await refuseToUnmakeLastOwner(tx)
  const id = readId('mem', memberId)
  await tx.query('update members set removed_at = now() where id = $1', [id])
  await tx.query('delete from sign_in_links where member_id = $1 and used_at is null', [id])
  for (const table of ['passwords', 'second_factors', 'passkeys'])
    await tx.query(`delete from ${table} where member_id = $1`, [id])
  return {
    endedSessions: await endSessions(tx, memberId),
    revokedKeys: await revokeKeysBeyond(tx, memberId, []),
  }
}

/** The member, held unchanged until the transaction ends. Throws Refusal `not_found`. */
export async function lockMember(tx: Tx, memberId: string): Promise<Member> {
  const [row] = await tx.query<MemberRow>(
    `select ${columns} from members where id = $1 and removed_at is null for update`,
    [readId('mem', memberId)],
  )
  if (!row) throw new Refusal('not_found', 'There is no such member.')
  return show(row)
}

// Counted under the account's lock: two owners who remove each other at once would else both succeed.
async function refuseToUnmakeLastOwner(tx: Tx): Promise<void> {
  const owners = await tx.query(`select id from members where role = 'owner' and removed_at is null`)
  if (owners.length < 2)
    throw new Refusal('conflict', 'This is the last owner: make somebody else an owner first.')
}

function show({ id, email, name, role, at }: MemberRow): Member {
  return { id: showId('mem', id), email, name, role, createdAt: at }
}
