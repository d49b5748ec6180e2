import assert from 'node:assert/strict'
import test from 'node:test'
import { setStatus } from '#spine/connections/list.ts'
import { workEvent } from '#spine/events/work.ts'
import { makeHook } from '#spine/hooks/hooks.ts'
import { hookTypes } from '#spine/hooks/types.ts'
import { showId } from '#spine/ids.ts'
import { stage } from '../till/stage.ts'
import { world, type World } from '../world.ts'
import { receiver } from './receiver.ts'

async function hooked(shop: World, url: string): Promise<string> {
  const wanted = { url, description: '', types: [] }
  const made = await shop.db.tenant(shop.owner.tenantId, tx =>
    makeHook(tx, shop.engine.connecting.vault, shop.owner, wanted),
  )
  return made.secret
}

/** What was told so far, oldest first, as `type outcome`, with its ids. */
async function told(shop: World): Promise<{ type: string; data: Record<string, string> }[]> {
  const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ body: string }>('select body from hook_messages order by created_at, id'),
  )
  return rows.map(({ body }) => JSON.parse(body))
}

/** Nowhere: what is told lies in the database, and no attempt leaves the machine. */
const nowhere = 'http://127.0.0.1:9/'

test('A44: from the case to its ticket to its end: a hook is told each, and nothing of any person', async () => {
  await using at = await receiver()
  const url = at.url.replace('hook.test', '127.0.0.1')
  await using shop = await world({ stock: { MUG: { Main: 5 } }, privateOrigins: [new URL(url).origin] })
  at.secrets.push(await hooked(shop, url))
  const order = shop.shopify.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }],
    email: 'canary@mugs.test',
    customerName: 'Canary Finch',
  })
  const seen = (type: string) => at.received.find(one => one.type === type)
  await shop.until('case and ticket were told', () =>
    ['case.opened', 'ticket.opened'].every(type => seen(type) !== undefined),
  )
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ id: string }>('select id from backorder_cases'),
  )
  const id = showId('case', row?.id ?? '')
  const connection = showId('conn', shop.shopConnection)
  assert.deepEqual(seen('case.opened')?.told, { case: id, connection })
  const { stock } = shop.shopify.shop
  stock.set(stock.variant('MUG').itemId, stock.place('Main').id, 0)
  await shop.until('its end was told', () => seen('case.closed') !== undefined)
  assert.deepEqual(seen('case.closed')?.told, { case: id, connection })
  assert.deepEqual(at.received.map(one => one.type).toSorted(), [
    'case.closed',
    'case.opened',
    'ticket.opened',
  ])
  for (const one of at.received)
    for (const word of ['canary', 'Canary', 'Finch', 'MUG', order.name])
      assert.ok(!one.body.includes(word), `${one.type} told ${word}`)
  assert.deepEqual(at.flaws, [])
})

test('a parked event is told, and a connection that is well no more, each once', async () => {
  await using shop = await world()
  await hooked(shop, nowhere)
  const { tenantId } = shop.owner
  for (let again = 0; again < 2; again += 1)
    await shop.db.tenant(tenantId, tx => setStatus(tx, shop.shopConnection, 'revoked'))
  const id = crypto.randomUUID()
  await shop.db.tenant(tenantId, tx =>
    tx.query(
      `insert into events (tenant_id, id, connection_id, topic, event_id, business_key, body_hash, body, source, attempts, due_at)
       values ($1, $2, $3, 'x', 'x', 'x', '', '{}', 'webhook', 7, now() + interval '1 day')`,
      [tenantId, id, shop.shopConnection],
    ),
  )
  const work = {
    db: shop.db,
    translate: () => assert.fail('of canary@mugs.test'),
    announce: () => Promise.resolve(),
    onParked: () => {},
    onFailed: () => {},
  }
  for (let again = 0; again < 2; again += 1)
    await workEvent(work, { tenantId, id, attempts: 7, traceparent: null })
  const connection = showId('conn', shop.shopConnection)
  assert.deepEqual(
    (await told(shop)).map(({ type, data }) => ({ type, data })),
    [
      { type: 'connection.stale', data: { connection } },
      { type: 'event.parked', data: { event: showId('evt', id), connection } },
    ],
  )
})

test('what waits for people is told with its end, and what only a person can tell', async () => {
  await using play = await stage()
  await hooked(play.shop, nowhere)
  const [asks, decides] = [await play.join('admin'), await play.join('owner')]
  play.till.sell('m1')
  const first = await play.propose(asks.ask, 'till.give_refund', { sale: 'm1', minor: 100 })
  await play.say(decides, first, 'deny')
  const second = await play.propose(asks.ask, 'till.give_refund', { sale: 'm1', minor: 200 })
  await play.say(decides, second, 'approve')
  await play.shop.settle()
  play.till.sell('t1').isSmudged = true
  play.till.faults.plan({ kind: 'reset-before' }, 1, { path: '/note' })
  await asks.ask('POST', '/v1/actions/till.write_note', { sale: 't1', note: 'x' })
  await play.shop.until('it needs a person', async () =>
    (await told(play.shop)).some(one => one.type === 'write.needs_person'),
  )
  const all = await told(play.shop)
  assert.deepEqual(
    all.map(({ type, data }) => [type, data['approval'], data['outcome']].filter(Boolean).join(' ')),
    [
      `approval.requested ${first.id}`,
      `approval.decided ${first.id} denied`,
      `approval.requested ${second.id}`,
      `approval.decided ${second.id} approved`,
      'write.needs_person',
    ],
  )
  for (const { data } of all)
    for (const value of Object.values(data)) assert.match(value, /^((apr|int|conn)_[0-9a-f]{32}|[a-z]+)$/)
})

test('every type says which ids it carries', () => {
  for (const says of Object.values(hookTypes)) assert.match(says, /: (`[a-z]+`)/)
})
