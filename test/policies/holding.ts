import { policySchema } from '#spine/policies/policy.ts'
import { standingOf } from '#spine/policies/standing.ts'
import { savePolicy } from '#spine/policies/store.ts'
import { systemActor } from '#spine/tenancy/actor.ts'
import type { World } from '../world.ts'

/** Has the shop's account hold this policy from now on, as the operator would. */
export async function holding(
  { db, owner: { tenantId } }: Pick<World, 'db' | 'owner'>,
  policy: object,
): Promise<void> {
  await db.tenant(tenantId, async tx => {
    const { version } = await standingOf(tx)
    await savePolicy(tx, systemActor(tenantId, 'cli'), {
      policy: policySchema.parse(policy),
      from: version,
      reason: 'a test',
    })
  })
}
