import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import test from 'node:test'
import { world, type World } from '../world.ts'
import { numberFrom, seeded } from './seeded.ts'

const webhooks = numberFrom('FAULTS_WEBHOOKS', 40)
const kills = numberFrom('FAULTS_KILLS', 2)

/** The app in a process of its own, killed and started again at one address. */
async function startApp(shop: World, port: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [new URL('./app.ts', import.meta.url).pathname, shop.databaseUrl, String(port)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(child.stdout, 'data')
  return child
}

test(`${kills} kills at random points while ${webhooks} webhooks flow: nothing acknowledged is lost, no ticket doubled`, async t => {
  // This world's own jobs are stopped: it keeps the simulators and the database, and the killed process does the work.
  await using shop = await world({
    stock: { MUG: { Main: Math.floor(webhooks / 2) } },
    shopify: { webhooks: { retryMs: 100 } },
  })
  await shop.jobs.stop()
  const port = Number(new URL(shop.url).port)
  await shop.closeDoor()
  const random = seeded(2026)
  let app = await startApp(shop, port)
  let killed = 0
  const nemesis = (async () => {
    while (killed < kills) {
      // Points are counted in what the platforms saw, not in time, so that a seed comes near the same places again.
      const at = seen(shop) + 1 + Math.floor(random() * Math.max(2, (webhooks * 2) / kills))
      const end = Date.now() + 15_000
      while (seen(shop) < at && Date.now() < end) await sleep(2)
      app.kill('SIGKILL')
      await once(app, 'exit')
      killed += 1
      app = await startApp(shop, port)
    }
  })()
  const names: string[] = []
  for (let at = 0; at < webhooks; at += 1) {
    names.push(
      shop.shopify.shop.orders.place({
        lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
        email: `c${at}@example.com`,
      }).name,
    )
    await sleep(20)
  }
  await nemesis
  await shop.shopify.shop.webhooks.settled()
  const short = names.slice(Math.floor(webhooks / 2))
  await shop.until('every short order has its ticket', () => subjects(shop).length >= short.length, 600)
  await shop.until('no job is left', async () => (await waiting(shop)) === 0, 300)

  assert.deepEqual(subjects(shop).toSorted(), short.toSorted())
  const keys = shop.gorgias.ledger.entries({ kind: 'ticket.created' }).map(entry => entry.key)
  assert.equal(new Set(keys).size, keys.length)
  const acknowledged = shop.shopify.shop.webhooks.deliveries.filter(
    one => one.state === 'delivered' && one.topic === 'orders/create',
  ).length
  const [stored] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number; left: number }>(
      `select count(*)::int as n, count(*) filter (where state <> 'done')::int as left from events where topic = 'orders/create'`,
    ),
  )
  assert.ok((stored?.n ?? 0) >= acknowledged, `${acknowledged} acknowledged, ${stored?.n} stored`)
  assert.equal(stored?.left, 0)
  t.diagnostic(
    `${killed} kills, ${acknowledged} orders acknowledged and ${stored?.n} stored, ${short.length} tickets, 0 doubled`,
  )
  app.kill('SIGKILL')
  await once(app, 'exit')
})

const seen = (shop: World): number =>
  shop.shopify.shop.webhooks.deliveries.length + shop.gorgias.ledger.entries().length
const subjects = (shop: World): string[] =>
  shop.gorgias.tickets.map(ticket => String(ticket['subject']).split(':', 1)[0] ?? '')

async function waiting(shop: World): Promise<number> {
  const rows = await shop.db.across(tx =>
    tx.query<{ n: number }>(
      `select count(*)::int as n from pgboss.job where state in ('created', 'retry', 'active') and name in ('events', 'actions')`,
    ),
  )
  return rows[0]?.n ?? 0
}
