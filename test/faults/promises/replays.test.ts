import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { ticketed } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { isFull } from '../seeded.ts'
import { byHand, type ByHand } from './by-hand.ts'

/** Every step is died at when the numbers are full; every fourth otherwise, and those between a sending and its record. */
const stride = isFull ? 1 : 4
const whens = ['before', 'after'] as const

test('P19: from the order to its ticket, a process that dies at any step leaves what one leaves that does not die', async t => {
  await using hand = await byHand()
  hand.process.revive()
  const wanted = await story(hand, 'calm')
  const [steps, recording] = [hand.process.steps(), hand.process.recording()]
  assert.ok(steps > 10 && recording.length > 0)
  const about = new Set(recording.flatMap(nth => [nth - 1, nth, nth + 1]))
  let deaths = 0
  for (let nth = 1; nth <= steps; nth += 1)
    for (const when of nth % stride === 0 || about.has(nth) ? whens : []) {
      hand.process.dieAt(nth, when)
      const name = `${when} ${nth}`
      const seen = await story(hand, name, died => (deaths += died))
      assert.deepEqual(seen, wanted, name)
    }
  const names = ticketed(hand.shop)
  assert.equal(new Set(names).size, names.length, 'no order has two tickets')
  figure(
    t,
    'P19',
    `order to ticket: ${steps} steps, ${recording.length} of them the record of a write outside, ${deaths} deaths before or after one: the same end each time, ${names.length} orders, ${names.length} tickets`,
  )
})

test('P19: a tick of all accounts that dies at any step gives each connection its job once', async t => {
  await using hand = await byHand()
  for (const name of ['Cups', 'Pots'])
    await createAccount(hand.shop.db, { name, ownerEmail: `o@${name}.test` })
  const told: string[] = []
  for (const tick of ['gap_scan', 'upkeep', 'sweep', 'sweep_hourly']) {
    hand.process.revive()
    const wanted = await fanOut(hand, tick)
    const steps = hand.process.steps()
    for (let nth = 1; nth <= steps; nth += 1)
      for (const when of whens) {
        hand.process.dieAt(nth, when)
        assert.deepEqual(await fanOut(hand, tick), wanted, `${tick} ${when} ${nth}`)
      }
    told.push(`${tick} ${steps}`)
  }
  figure(
    t,
    'P19',
    `ticks: died before and after each of the steps (${told.join(', ')}), every job given once`,
  )
})

/** An order that nothing covers, from its first look to its ticket; gives all that is left of it but names and times. */
async function story(hand: ByHand, name: string, died: (times: number) => void = () => {}) {
  const { shop, engine } = hand
  const sku = `MUG ${name}`
  shop.shopify.shop.addVariant({ sku, stock: { Main: 0 } })
  const order = shop.shopify.shop.orders.place({ lines: [{ sku, quantity: 1, location: 'Main' }] })
  const place = { connection: shop.shopConnection, connector: 'shopify', order: order.id }
  await shop.db.tenant(shop.owner.tenantId, tx =>
    engine
      .deskOf('backorders')
      .enqueue(tx, { name: 'judge', lane: `${place.connection}:${order.id}`, data: place }),
  )
  died(await hand.drive())
  return shop.db.tenant(shop.owner.tenantId, async tx => {
    const cases = await tx.query<Record<string, unknown>>(
      `select id, status, class, severity, short_units, wanted_units from backorder_cases where order_id = $1`,
      [order.id],
    )
    const id = String(cases[0]?.['id'])
    return {
      cases: cases.map(one => ({ ...one, id: undefined })),
      timeline: await tx.query('select kind from backorder_timeline where case_id = $1 order by seq', [id]),
      tickets: await tx.query(
        'select ticket is not null as has_one from backorder_tickets where case_id = $1',
        [id],
      ),
      writes: await tx.query(
        `select tool, state, (select count(*)::int from audit a where a.subject = 'intent ' || i.id::text) as records
           from intents i where input->>'reference' like '%' || $1 || '%' order by 1`,
        [id],
      ),
      atDesk: ticketed(shop).filter(one => one === order.name).length,
    }
  })
}

/** One tick of the house; gives the jobs that it left for each connection. */
async function fanOut(hand: ByHand, tick: string): Promise<Record<string, unknown>[]> {
  const { db, owner } = hand.shop
  await db.across(tx =>
    tx.query(`update pgboss.job set state = 'completed' where state in ('created', 'retry')`),
  )
  await db.across(tx => hand.engine.add(tx, [{ queue: 'ticks', tenantId: null, data: { tick } }]))
  const [mark] = await db.across(tx => tx.query<{ at: Date }>('select clock_timestamp() as at'))
  await hand.drive()
  assert.ok(owner)
  return db.across(tx =>
    tx.query<Record<string, unknown>>(
      `select data->'data' as data, count(*)::int as n from pgboss.job where name = 'ticks' and created_on >= $1
        group by 1 order by data->'data'->>'connection'`,
      [mark?.at],
    ),
  )
}
