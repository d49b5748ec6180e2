import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConditions } from '#spine/alerts/conditions.ts'
import { AlertSettings } from '#spine/alerts/settings.ts'
import { scheduleTicks } from '#spine/solutions/ticks.ts'
import { world, type World } from '../../world.ts'
import { atRest, ticketed } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { numberFrom } from '../seeded.ts'

const orders = numberFrom('FAULTS_MISSED', 20, 600)
const scanMinutes = 15

test(`P3: of ${orders} orders a twentieth is never told, then a subscription is gone: one scan finds all and puts it up again`, async t => {
  await using shop = await world({ stock: { MUG: { Main: 0 } } })
  const { webhooks } = shop.shopify.shop
  const names = new Array<string>()
  for (let at = 0; at < orders; at += 1) {
    webhooks.weather.lost = at % 20 === 7 ? 1 : 0
    names.push(...place(shop, 1))
  }
  await webhooks.settled()
  // The platform gave one up: from now on no new order is told by its own topic, nor by any other.
  const gone = [...webhooks.subscriptions.values()].filter(({ topic }) => topic === 'orders/create')
  for (const { id } of gone) webhooks.subscriptions.delete(id)
  webhooks.weather.lost = 1
  names.push(...place(shop, Math.ceil(orders / 20)))
  webhooks.weather.lost = 0
  const unsent = webhooks.deliveries.filter(
    ({ state, topic }) => state === 'dropped' && topic === 'orders/create',
  )
  assert.ok(unsent.length > 0 && gone.length === 1)

  // The tick of the schedule, as the clock would add it.
  assert.equal(await intervalOf(shop), scanMinutes)
  await shop.db.across(tx =>
    shop.jobs.add(tx, [{ queue: 'ticks', tenantId: null, data: { tick: 'gap_scan' } }]),
  )
  await shop.until('every order has its ticket', () => ticketed(shop).length >= names.length, 240)
  await atRest(shop)
  assert.deepEqual(ticketed(shop), names.toSorted())
  await shop.until('the subscription stands again', () =>
    [...webhooks.subscriptions.values()].some(({ topic }) => topic === 'orders/create'),
  )
  const alerts = await alertsOf(shop)
  assert.ok(alerts.some(says => says.includes('had lost webhooks, and has them again: 1 webhook')))
  const found = await foundByScan(shop)
  assert.ok(found > 0)
  figure(
    t,
    'P3',
    `${names.length} orders, ${unsent.length} never told and 1 subscription gone: all ${names.length} ticketed after one scan (every ${scanMinutes} min), ${found} facts found by it, subscription restored, alert raised`,
  )
})

function place(shop: World, count: number): string[] {
  const lines = [{ sku: 'MUG', quantity: 1, location: 'Main' }]
  return Array.from({ length: count }, () => shop.shopify.shop.orders.place({ lines }).name)
}

/** The most minutes between two scans of the schedule that stands. */
async function intervalOf(shop: World): Promise<number> {
  await scheduleTicks({ ...shop.engine, jobs: shop.jobs })
  const [row] = await shop.db.across(tx =>
    tx.query<{ cron: string }>(`select cron from pgboss.schedule where key = 'gap_scan'`),
  )
  assert.match(row?.cron ?? '', /^[\d,]+ \* \* \* \*$/)
  const minutes = (row?.cron.split(' ', 1)[0] ?? '').split(',').map(Number)
  return Math.max(...minutes.map((at, nth) => (minutes[nth + 1] ?? (minutes[0] ?? 0) + 60) - at))
}

async function alertsOf(shop: World): Promise<string[]> {
  const settings = AlertSettings.parse({})
  const conditions = await shop.db.tenant(shop.owner.tenantId, tx =>
    readConditions(tx, { settings, telling: ['shopify'], ages: [] }),
  )
  return conditions.map(({ says }) => says)
}

async function foundByScan(shop: World): Promise<number> {
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>(`select count(*)::int as n from events where source = 'scan'`),
  )
  return row?.n ?? 0
}
