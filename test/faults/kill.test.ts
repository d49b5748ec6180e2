import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import test from 'node:test'
import { world, type World } from '../world.ts'
import { atRest, ticketed } from './desk-ledger.ts'
import { mortal, type Mortal } from './mortal.ts'
import { figure } from './figure.ts'
import { booksOf, lostOf, orderOf } from './nemesis/facts.ts'
import { numberFrom, seeded } from './seeded.ts'

const webhooks = numberFrom('FAULTS_WEBHOOKS', 60, 500)
const kills = numberFrom('FAULTS_KILLS', 4, 20)
/** Orders between two kills. */
const chunk = Math.ceil(webhooks / (kills + 1))
const isSmall = kills < 10
const mugs = Math.floor(webhooks / 4)

test(`A14: ${kills} kills while ${webhooks} orders flow: nothing acknowledged is lost, no ticket doubled`, async t => {
  await using shop = await world({
    stock: { MUG: { Main: mugs }, CUP: { Main: 0 } },
    shopify: { webhooks: { retryMs: 100 } },
    // A killed worker's jobs come back after 10 to 15 s; whom nobody may blame before must be given longer than that.
    settings: { confirmSeconds: 3, closeHoldSeconds: 3 },
  })
  await using app = await mortal(shop)
  let killed = 0
  const flow = order(shop, () => killed)
  let caught = 0
  for (const random = seeded(2026); killed < kills; killed += 1) {
    await (killed % 2 === 0 ? anywhere(shop, random) : amidWrite(shop))
    caught += await die(shop, app)
  }
  const names = await flow
  await atRest(shop)

  // Every second order wants what there is none of; of the others, the first find the shelf full.
  const short = names.filter((_, at) => at % 2 === 0 || (at - 1) / 2 >= mugs)
  assert.deepEqual(ticketed(shop), short.toSorted())
  const { acknowledged, lost, unjudged } = await accounts(shop)
  assert.deepEqual({ lost, unjudged }, { lost: [], unjudged: [] })
  assert.ok(caught > 0, 'no kill fell between a write and its answer')
  figure(
    t,
    'P1',
    `${killed} kills, ${caught} writes under way at a kill; ${acknowledged} webhooks acknowledged, 0 lost; ${short.length} tickets, 0 doubled`,
  )
})

/** Places the orders, at most a chunk ahead of the kills, so that webhooks meet the app alive, dying, dead and starting. */
async function order(shop: World, killed: () => number): Promise<string[]> {
  const names: string[] = []
  while (names.length < webhooks) {
    await sleep(20)
    if (Math.floor(names.length / chunk) > killed() + 1) continue
    const sku = names.length % 2 === 0 ? 'CUP' : 'MUG'
    const lines = [{ sku, quantity: 1, location: 'Main' }]
    names.push(shop.shopify.shop.orders.place({ lines, email: `c${names.length}@example.com` }).name)
  }
  return names
}

const answered = (shop: World) =>
  shop.shopify.shop.webhooks.deliveries.filter(one => one.status >= 200 && one.status < 300)

// Points are counted in what the platforms saw, not in time, so that a seed comes near the same places again.
async function anywhere(shop: World, random: () => number): Promise<void> {
  const seen = () => answered(shop).length + shop.gorgias.ledger.entries().length
  await reached(seen, seen() + 1 + Math.floor(random() * chunk * 3))
}

// The worst moment: the helpdesk has made a ticket and has not yet said so.
async function amidWrite(shop: World): Promise<void> {
  shop.gorgias.faults.plan({ kind: 'hang', ms: 1500, commits: true }, 1, { path: '/api/tickets' })
  const made = () => shop.gorgias.ledger.entries({ kind: 'ticket.created' }).length
  await reached(made, made() + 1)
  shop.gorgias.faults.clear()
}

/** Waits for a count, or until there is nothing more to expect of it. */
async function reached(count: () => number, wanted: number): Promise<void> {
  const end = Date.now() + 60_000
  while (count() < wanted && Date.now() < end) await sleep(1)
}

/** Kills and starts again; tells how many writes had begun and not ended. */
async function die(shop: World, app: Mortal): Promise<number> {
  await app.kill()
  const cut = await shop.db.tenant(shop.owner.tenantId, async tx => {
    const sending = await tx.query(
      `select 1 as one from intents where state = 'sending' and lease_until > clock_timestamp()`,
    )
    // The minute of a dead process's lease is waited for at full numbers only.
    if (isSmall) await tx.query(`update intents set lease_until = clock_timestamp() where state = 'sending'`)
    return sending
  })
  await app.start()
  return cut.length
}

/** What became of each webhook that we answered with 2xx, by the ids and names that the simulator gave. */
async function accounts(shop: World): Promise<{ acknowledged: number; lost: string[]; unjudged: string[] }> {
  const rows = await shop.db.tenant(shop.owner.tenantId, async tx => ({
    books: await booksOf(tx),
    cases: await tx.query<{ order_id: string }>(
      'select order_id from backorder_cases where order_updated_at is not null',
    ),
  }))
  const judged = new Set(rows.cases.map(row => row.order_id))
  // Two levels of one second are one fact to us, so only what is told of orders must be there one by one.
  const told = answered(shop).filter(one => !one.topic.startsWith('inventory_levels/'))
  const placed = new Set(told.filter(one => one.topic === 'orders/create').map(one => orderOf(one.body)))
  return {
    acknowledged: told.length,
    lost: lostOf(told, rows.books),
    unjudged: [...placed].filter(id => !judged.has(id)),
  }
}
