import { appendAudit } from '#spine/audit/append.ts'
import { showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { makeSignInLink, signInUrl } from '#spine/tenancy/sign-in-links.ts'
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

/** A link that signs the account's first owner in, once, and leads on to `next`; on record like all that is done here. */
export async function ownerLink(house: CliHouse, next?: string): Promise<string> {
  const { tenantId, id } = await memberOwner(house)
  const link = await makeSignInLink(house.db, tenantId, id)
  await house.db.tenant(tenantId, tx =>
    appendAudit(tx, {
      actor: 'system operator',
      via: 'cli',
      deed: 'sign_in_link.made',
      subject: id,
      outcome: 'succeeded',
    }),
  )
  return signInUrl(house.connecting.publicUrl, link, next)
}
