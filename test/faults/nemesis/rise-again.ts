import { asOwner } from './as-owner.ts'
import type { Crowd } from './crowd.ts'

/**
 * The last blow: everything dies at once and is started again. While nobody lives, the patience that leases and heartbeats have with
 * the dead is cut short, which changes nothing but the time until it is over.
 */
export async function riseAgain({ shop, members }: Crowd): Promise<void> {
  for (const one of members) one.thaw()
  await Promise.all(members.map(one => one.kill()))
  await asOwner(shop.databaseUrl, async owner => {
    await owner.query(
      `update intents set lease_until = clock_timestamp() where state in ('sending', 'unknown')`,
    )
    await owner.query(`update events set due_at = clock_timestamp() where state = 'new'`)
    await owner.query(
      `update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active' and heartbeat_on is not null`,
    )
  })
  await Promise.all(members.map(one => one.start()))
}
