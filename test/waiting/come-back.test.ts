import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestWrite } from '#spine/actions/request-write.ts'
import { findTool } from '#spine/actions/tool.ts'
import { world, type World } from '../world.ts'

const lanes = 60

test('what waits for a platform that does not answer comes back one after the other, and each lane in its order', async () => {
  await using shop = await world()
  shop.gorgias.faults.percent({ kind: 'status', status: 500 }, 1)
  await ask(shop, [0, 1, 2])
  await shop.until('the first of each lane is away', async () => {
    const rows = await waiting(shop)
    return rows.length === lanes * 3 && rows.filter(one => one.isAway).length === lanes
  })
  const away = (await waiting(shop)).filter(one => one.isAway)
  // Ten in a second, beside those that were in hand: they have a back-off of their own.
  const seconds = Map.groupBy(
    away.filter(one => !one.wasClaimed),
    one => Math.floor(one.dueAt),
  )
  for (const together of seconds.values())
    assert.ok(together.length <= 12, `${together.length} come together`)
  assert.ok(seconds.size >= 4)
  assert.equal(new Set(away.map(one => one.lane)).size, lanes)
  // Most were put off at one stroke, and need not be claimed to find out.
  assert.ok(away.filter(one => one.wasClaimed).length < lanes / 2)
  assert.equal(shop.gorgias.tickets.length, 0)

  // What is asked for meanwhile, in the same lanes and in new ones, does not overtake what waits.
  await ask(shop, [3])
  shop.gorgias.faults.clear()
  await ask(shop, [4])
  await shop.until('all tickets stand', async () => {
    await shop.db.across(tx =>
      // Without waiting for a row: whoever ends several jobs at a time would wait for us.
      tx.query(
        `with away as (select id from pgboss.job where state in ('created', 'retry') and start_after > now() for update skip locked)
         update pgboss.job set start_after = now() from away where pgboss.job.id = away.id`,
      ),
    )
    return shop.gorgias.tickets.length === lanes * 5
  })
  assert.deepEqual(shop.errors, [])
  const made = Map.groupBy(shop.gorgias.tickets, one => String(one.subject).split(' ')[0])
  assert.equal(made.size, lanes)
  for (const [lane, tickets] of made)
    assert.deepEqual(
      tickets.map(one => one.subject),
      [0, 1, 2, 3, 4].map(at => `${lane} ${at}`),
    )
})

interface Waiting {
  readonly lane: string
  readonly isAway: boolean
  readonly dueAt: number
  readonly wasClaimed: boolean
}

const waiting = (shop: World): Promise<Waiting[]> =>
  shop.db.across(tx =>
    tx.query<Waiting>(
      `select singleton_key as lane, start_after > now() as "isAway", extract(epoch from start_after)::float8 as "dueAt",
              retry_delay > 1 as "wasClaimed"
         from pgboss.job where name = 'actions' and state in ('created', 'retry')`,
    ),
  )

/** Asks for a ticket in each lane, several times over. */
async function ask(shop: World, times: readonly number[]): Promise<void> {
  const tool = findTool(shop.engine.registry, 'gorgias.create_ticket')
  await shop.db.tenant(shop.owner.tenantId, async tx => {
    for (const at of times)
      for (let lane = 0; lane < lanes; lane += 1) {
        const key = `lane${lane} ${at}`
        const wished = { customer: 'c@example.com', subject: key, body: 'B', reference: key }
        const input = tool.action.input.parse(wished)
        await requestWrite(shop.engine, tx, shop.owner, tool, input, {
          key,
          runs: 'by-job',
          lane: `lane${lane}`,
        })
      }
  })
}
