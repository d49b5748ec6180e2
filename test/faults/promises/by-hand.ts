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
  /** Works whatever waits, and begins anew after each death, until nothing is left. Gives how often it died. */
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
  const process = crashing(shop.db)
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
  const next = async (): Promise<Row | undefined> => {
    const rows = await shop.db.across(tx =>
      tx.query<Row>(
        `select id, name, data from pgboss.job where state in ('created', 'retry') and name in ('work', 'actions', 'ticks')
          order by created_on, id limit 1`,
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
      let deaths = 0
      for (let row = await next(); row; row = await next()) {
        await work(row)
        if (!process.isDead()) continue
        deaths += 1
        process.revive()
        // As if the minute of a dead process's lease had passed.
        await shop.db.tenant(shop.owner.tenantId, tx =>
          tx.query(`update intents set lease_until = clock_timestamp() where lease_until is not null`),
        )
      }
      return deaths
    },
    [Symbol.asyncDispose]: async () => {
      await adder.stop()
      await owner.stop()
      await shop[Symbol.asyncDispose]()
    },
  }
}
