import { showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import type { CliHouse } from './house.ts'

/** The account's first owner as an actor: a key must be answered for by a member. */
export async function memberOwner(house: CliHouse): Promise<Actor> {
  const operator = await house.owner()
  const [member] = await house.db.tenant(operator.tenantId, tx =>
    tx.query<{ id: string; email: string }>(
      `select id, email from members where role = 'owner' and removed_at is null order by created_at limit 1`,
    ),
  )
  if (!member) throw new Refusal('not_found', 'This account has no owner.')
  return { ...operator, kind: 'member', id: showId('mem', member.id), name: member.email }
}
