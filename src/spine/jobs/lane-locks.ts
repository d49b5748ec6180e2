import { setTimeout as sleep } from 'node:timers/promises'
import type { Tx } from '../database/database.ts'
import { Again } from './job.ts'

// Few enough that a transaction that adds to every lane of a large shop does not exhaust PostgreSQL's memory for locks.
const buckets = 256
const locks = `hashtext('storewright.lanes'), mod(abs(hashtext(lane)::bigint), ${buckets})::int`

/**
 * Keeps waiting jobs of these lanes from beginning until the caller's transaction ends. Whoever adds to a lane in which one waits
 * relies on that one to see what the transaction changes: it must not look before the commit.
 */
export async function holdLanes(tx: Pick<Tx, 'query'>, lanes: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock_shared(a, b) from (select distinct ${locks} from unnest($1::text[]) lane) held (a, b)`,
    [lanes],
  )
}

/**
 * Waits, after a job was claimed, until all have committed who relied upon it. It only tries the lock: a queue for it would keep
 * those waiting who add.
 */
export async function waitForAdders(
  query: (text: string, values: unknown[]) => Promise<{ rows: { is_free?: boolean }[] }>,
  lane: string,
): Promise<void> {
  for (let look = 0; look < 20; look += 1) {
    const { rows } = await query(
      `select pg_try_advisory_xact_lock(${locks}) as is_free from (select $1::text) one (lane)`,
      [lane],
    )
    if (rows[0]?.is_free) return
    await sleep(25)
  }
  throw new Again(1)
}
