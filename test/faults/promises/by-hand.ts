import { openCircuits } from '#spine/connections/circuits.ts'
import type { Job, JobWork, QueueName } from '#spine/jobs/job.ts'
import { openJobs } from '#spine/jobs/jobs.ts'
import { openEngine } from '#spine/solutions/engine.ts'
import type { Engine } from '#spine/solutions/whole.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { world, type World } from '../../world.ts'
import { crashing, type Crashing } from './crashing.ts'

/** A world whose jobs are worked one after another, by hand, by a process that can die at any step. */
export interface ByHand extends AsyncDisposable {
  readonly shop: World
  readonly engine: Engine
  readonly process: Crashing
  /** Works whatever waits until nothing is left. Gives how often it died: a dead one's job comes back after all others. */
  drive(): Promise<number>
}

interface Row {
  readonly id: string
  readonly name: QueueName
  readonly data: { readonly tenantId: string | null; readonly data: Record<string, unknown> }
}

export async function byHand(): Promise<ByHand> {
  const shop = await world({ stock: {}, settings: { confirmSeconds: 0, closeHoldSeconds: 0 } })
  await shop.jobs.stop()
  const process = crashing(shop.db, () => shop.gorgias.ledger.entries().length)
  const works = new Map<string, JobWork>()
  const adder = openJobs({ db: shop.db, url: shop.databaseUrl, isWorker: false, onError: () => {} })
  await adder.start()
  const engine = openEngine({
    connecting: { ...shop.engine.connecting, db: process.db, circuits: openCircuits(process.db) },
    jobs: { ...adder, work: (queue, work) => void works.set(queue, work), alongside: () => {} },
    solutions: [Backorders],
    count: () => {},
    onParked: () => {},
    onFailed: () => {},
  })
  const owner = shop.jobs
  // By the time a dead worker's job is given to another, what it had set going may be done.
  const next = async (died: readonly string[]): Promise<Row | undefined> => {
    const rows = await shop.db.across(tx =>
      tx.query<Row>(
        `select id, name, data from pgboss.job where state in ('created', 'retry') and name in ('work', 'actions', 'ticks', 'long')
          order by id = any ($1::uuid[]), created_on, id limit 1`,
        [died],
      ),
    )
    return rows[0]
  }
  const work = async (row: Row): Promise<void> => {
    const job: Job = {
      id: row.id,
      queue: row.name,
      tenantId: row.data.tenantId ?? '',
      data: row.data.data,
      lane: undefined,
      tries: 0,
      ageSeconds: 0,
      signal: new AbortController().signal,
    }
    try {
      await works.get(row.name)?.(job)
    } catch (error) {
      if (!process.isDead() && !(error instanceof Error && error.name === 'Again')) throw error
      return
    }
    // What died after its last commit was never heard of, and is worked once more.
    if (process.isDead()) return
    await shop.db.across(tx =>
      tx.query(`update pgboss.job set state = 'completed', completed_on = now() where id = $1`, [row.id]),
    )
  }
  return {
    shop,
    engine,
    process,
    drive: async () => {
      const died: string[] = []
      for (let row = await next(died); row; row = await next(died)) {
        await work(row)
        if (!process.isDead()) continue
        died.push(row.id)
        process.revive()
        // As if the minute of a dead process's lease had passed.
        await shop.db.tenant(shop.owner.tenantId, tx =>
          tx.query(`update intents set lease_until = clock_timestamp() where lease_until is not null`),
        )
      }
      return died.length
    },
    [Symbol.asyncDispose]: async () => {
      await adder.stop()
      await owner.stop()
      await shop[Symbol.asyncDispose]()
    },
  }
}
