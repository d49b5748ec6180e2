import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Pace } from './account.ts'

interface Place {
  readonly tenantId: string
  readonly connectionId: string
}

/** The longest that a call waits for its turn; what cannot be had by then is refused with the time it would take. */
const patienceSeconds = 20

/**
 * A token bucket in the database, one for all processes. It begins with the connector's guess and is corrected by what the platform
 * answers. One statement a try; the bucket's clock is the database's.
 */
export function openPace(
  db: Database,
  { tenantId, connectionId }: Place,
  guess: { calls: number; perSeconds: number },
): Pace {
  const perSecond = guess.calls / guess.perSeconds
  const spend = (cost: number): Promise<{ level: number; per_second: number; capacity: number }[]> =>
    db.tenant(tenantId, tx =>
      tx.query(
        `insert into paces as p (tenant_id, connection_id, level, capacity, per_second, at)
         values ($1, $2, $3::float8 - least($5::float8, $3::float8), $3, $4, clock_timestamp())
         on conflict (tenant_id, connection_id) do update
            set level = least(p.capacity, p.level + greatest(0, extract(epoch from clock_timestamp() - p.at)) * p.per_second)
                        - least($5, p.capacity),
                at = greatest(p.at, clock_timestamp())
          where least(p.capacity, p.level + extract(epoch from clock_timestamp() - p.at) * p.per_second) >= least($5, p.capacity)
         returning level, per_second, capacity`,
        [tenantId, connectionId, guess.calls, perSecond, cost],
      ),
    )
  const shortfall = async (cost: number): Promise<number> => {
    const [row] = await db.tenant(tenantId, tx =>
      tx.query<{ wait: number }>(
        `select greatest(0, (least($2::float8, capacity) - level) / per_second - extract(epoch from clock_timestamp() - at))::float8 as wait
           from paces where connection_id = $1`,
        [connectionId, cost],
      ),
    )
    return row?.wait ?? 0
  }
  return {
    take: async cost => {
      let waited = 0
      while ((await spend(cost)).length === 0) {
        const wait = Math.max(0.02, await shortfall(cost))
        if (waited + wait > patienceSeconds) {
          throw new Refusal('rate_limited', 'The platform allows no more calls for now.', {
            retryAfterSeconds: Math.ceil(wait),
          })
        }
        waited += wait
        await sleep(wait * 1000)
      }
    },
    learn: async reading => {
      await db.tenant(tenantId, tx =>
        tx.query(
          `insert into paces as p (tenant_id, connection_id, level, capacity, per_second, at)
           values ($1, $2, $3, $4, $5, clock_timestamp())
           on conflict (tenant_id, connection_id) do update
              set level = case when p.at > clock_timestamp() then p.level else least(excluded.level, excluded.capacity) end,
                  capacity = excluded.capacity, per_second = excluded.per_second, at = greatest(p.at, clock_timestamp())`,
          [tenantId, connectionId, reading.level, reading.capacity, Math.max(0.001, reading.perSecond)],
        ),
      )
    },
    // A moment in the future is an empty bucket that does not fill before it.
    pause: async seconds => {
      await db.tenant(tenantId, tx =>
        tx.query(
          `insert into paces as p (tenant_id, connection_id, level, capacity, per_second, at)
           values ($1, $2, 0, $3, $4, clock_timestamp() + $5::float8 * interval '1 s')
           on conflict (tenant_id, connection_id) do update
              set level = 0, at = greatest(p.at, clock_timestamp() + $5::float8 * interval '1 s')`,
          [tenantId, connectionId, guess.calls, perSecond, Math.min(seconds, 3600)],
        ),
      )
    },
  }
}
