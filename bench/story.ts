// One order's story, from its webhook to the ticket in the helpdesk's own ledger, and where the time goes: bin/bench story [--quick].
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded } from '../src/spine/database/embedded/start-embedded.ts'
import { changeSettings } from '../src/spine/solutions/settings.ts'
import { Settings } from '../src/solutions/backorders/settings.ts'
import { openShop } from './shop.ts'
import { parts, tellParts, ticketsOf, type Told } from './story-parts.ts'

const isQuick = process.argv.includes('--quick')
const orders = isQuick ? 10 : 100
const confirmSeconds = 2
// Slower than the helpdesk's allowance (two calls a second) and the shop's: what is measured is ours, not their queue.
const paceMs = 700

const folder = await mkdtemp(join(tmpdir(), 'storewright-bench-'))
const server = await startEmbedded({ dataFolder: join(folder, 'postgres') })
const bench = await openShop(server.url, { isWorking: true })
const { db, tenantId, shopify, gorgias } = bench
await db.tenant(tenantId, tx => changeSettings(tx, 'backorders', Settings, { confirmSeconds }))
shopify.shop.addLocation('Main')
const { webhooks } = shopify.shop
// The bench sends the webhooks itself, to see when each is answered.
webhooks.weather.isHeld = true

async function tell(sku: string): Promise<Told> {
  const before = webhooks.deliveries.length
  const { id, name } = shopify.shop.orders.place({ lines: [{ sku, quantity: 1, location: 'Main' }] })
  const deliveries = webhooks.deliveries.slice(before)
  const created = deliveries.find(one => one.topic === 'orders/create')
  if (!created) throw new Error('The shop tells of no new orders.')
  const sentAt = Date.now()
  const others = deliveries.filter(one => one !== created).map(one => webhooks.redeliver(one))
  const status = await webhooks.redeliver(created)
  const answeredAt = Date.now()
  await Promise.all(others)
  if (status !== 200) throw new Error(`A webhook was answered with ${status}.`)
  return { id, name, sentAt, answeredAt }
}

const told: Told[] = []
for (let at = 0; at < orders; at += 1) {
  const sku = `ART-${at}`
  shopify.shop.addVariant({ sku, stock: { Main: 0 } })
  const [one] = await Promise.all([tell(sku), sleep(paceMs)])
  told.push(one)
}
const end = Date.now() + 60_000
while (ticketsOf(gorgias).size < orders && Date.now() < end) await sleep(100)
// The last answer is written down a moment after the ticket stands.
await sleep(2000)
tellParts(await parts(server.url, told, ticketsOf(gorgias)), { orders, confirmSeconds })
await bench.close()
await server.stop()
await rm(folder, { recursive: true, force: true })
