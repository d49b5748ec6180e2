import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import test from 'node:test'
import { openTraces } from '#spine/telemetry/open-traces.ts'
import { traced, traceparent } from '#spine/telemetry/trace.ts'
import { world } from '../world.ts'
import { otlpReceiver } from './otlp-receiver.ts'

const canary = 'canary'
const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

test('A44: one order is one trace, from the webhook to the ticket, and says nothing of its customer', async () => {
  await using receiver = await otlpReceiver()
  const traces = await openTraces({ endpoint: receiver.url })
  try {
    await using shop = await world()
    // What else Shopify tells of an order comes in traces of its own, and may be quicker to have it judged.
    const { subscriptions } = shop.shopify.shop.webhooks
    for (const { id, topic } of subscriptions.values())
      if (topic !== 'orders/create') subscriptions.delete(id)
    shop.shopify.shop.orders.place({
      email: `${canary}@example.com`,
      customerName: `${canary} Doe`,
      lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }],
    })
    await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
    await shop.settle()
  } finally {
    await traces.close()
  }
  assert.deepEqual(receiver.wrong, [])
  const { spans } = receiver
  const sends = spans.filter(({ name }) => name === 'send gorgias.create_ticket')
  assert.equal(sends.length, 1)
  const trace = spans.filter(({ traceId }) => traceId === sends[0]?.traceId)
  const byId = new Map(trace.map(span => [span.spanId, span]))
  const above = (id: string | undefined): string[] => {
    const span = byId.get(id ?? '')
    return span ? [...above(span.parentSpanId), span.name] : []
  }
  const ways = new Set(trace.map(({ spanId }) => above(spanId).join(' > ')))
  const judged = 'webhook > event > job work/backorders/judge'
  // The second reading, a second later, and what it sets going.
  const again = `${judged} > job work/backorders/judge_later`
  for (const way of [
    `${judged} > action shopify.get_order > provider shopify`,
    `${judged} > action shopify.check_inventory > provider shopify`,
    `${again} > job actions > send gorgias.create_ticket > provider gorgias`,
  ])
    assert.ok(ways.has(way), `${way} is not among\n${[...ways].join('\n')}`)
  assert.equal(trace.filter(({ parentSpanId }) => parentSpanId === undefined).length, 1)
  assert.ok(trace.every(({ status }) => status.code !== 2))
  assert.ok(!receiver.bodies.join().includes(canary))
  const keys = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)))
  const known = [
    'tenantId',
    'requestId',
    'eventId',
    'intentId',
    'connectionId',
    'connector',
    'action',
    'job',
    'attempt',
  ]
  assert.deepEqual(
    [...keys].filter(key => !known.map(name => `storewright.${name}`).includes(key) && key !== 'error.type'),
    [],
  )
})

test('a trace that comes along is gone on with, what is none is not, and of a failure its kind is told, and no name but ours', async () => {
  await using receiver = await otlpReceiver()
  const traces = await openTraces({ endpoint: `${receiver.url}/` })
  let inside: string | undefined
  await traced({ name: 'carried', from: parent }, async () => void (inside = traceparent()))
  for (const from of [
    '',
    'x',
    parent.replace('0af765', 'ZZZZZZ'),
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  ])
    await traced({ name: 'new', from }, async () => {})
  const failure = Object.assign(new TypeError(`${canary}@example.com`), { code: '23505' })
  const about = { action: `mail ${canary}@example.com`, connector: 'till' }
  await assert.rejects(
    traced({ name: 'failed', kind: 'client', about }, () => Promise.reject(failure)),
    failure,
  )
  for (const name of [
    `job work/no ${canary}@example.com`,
    `job work/${canary}@example.com`,
    `job ${canary} Doe`,
  ])
    await traced({ name }, async () => {})
  await traces.close()
  assert.deepEqual(receiver.wrong, [])
  assert.equal(receiver.spans.filter(({ name }) => name === 'unnamed').length, 3)
  const [carried] = receiver.spans.filter(({ name }) => name === 'carried')
  assert.deepEqual([carried?.traceId, carried?.parentSpanId], [parent.slice(3, 35), parent.slice(36, 52)])
  assert.equal(inside, `00-${carried?.traceId}-${carried?.spanId}-01`)
  const fresh = receiver.spans.filter(({ name }) => name === 'new')
  assert.deepEqual([fresh.length, new Set(fresh.map(({ traceId }) => traceId)).size], [4, 4])
  const [failed] = receiver.spans.filter(({ name }) => name === 'failed')
  assert.deepEqual(failed?.attributes, [
    { key: 'storewright.connector', value: { stringValue: 'till' } },
    { key: 'error.type', value: { stringValue: '23505' } },
  ])
  assert.equal(failed?.status.code, 2)
  assert.ok(!receiver.bodies.join().includes(canary))
})

test('a collector that is away holds up neither work nor end', async () => {
  const gone = await otlpReceiver()
  await gone[Symbol.asyncDispose]()
  const traces = await openTraces({ endpoint: gone.url })
  assert.equal(await traced({ name: 'work' }, async () => 7), 7)
  await traces.close()
})

test('who does not trace carries nothing, and has the SDK neither loaded nor one import away', async () => {
  assert.equal(await traced({ name: 'work', from: parent }, async () => traceparent()), undefined)
  for (const file of globSync('src/**/*.ts').filter(path => !path.endsWith('.test.ts'))) {
    const text = readFileSync(file, 'utf8')
    assert.doesNotMatch(text, /^import (?!type\b).*from '.*(@opentelemetry\/|open-traces\.ts')/m, file)
  }
})
