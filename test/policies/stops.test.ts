import assert from 'node:assert/strict'
import test from 'node:test'
import { stepIntent } from '#spine/actions/execute.ts'
import { perform } from '#spine/actions/perform.ts'
import { openDatabase } from '#spine/database/database.ts'
import { letGoOn, listStops, stop } from '#spine/policies/kill-switches.ts'
import type { Stop } from '#spine/policies/question.ts'
import { world, type World } from '../world.ts'

const because = 'we look into it.'
const ticket = (reference: string) => ({
  customer: 'ada@example.com',
  subject: 'About your order',
  body: 'Hello',
  reference,
})
const stopping = (shop: World, what: Stop['what'], subject = '') =>
  shop.db.tenant(shop.owner.tenantId, tx => stop(tx, shop.owner, { what, subject, because }))
const goOn = (shop: World, what: Stop['what'], subject = '') =>
  shop.db.tenant(shop.owner.tenantId, tx => letGoOn(tx, shop.owner, { what, subject }))

test('what one process stops, every other refuses from its next deed on, and nothing is left behind', async () => {
  await using shop = await world()
  const elsewhere = openDatabase({ url: shop.databaseUrl, poolSize: 2 })
  const there = { ...shop.engine, db: elsewhere }
  const open = (reference: string) =>
    perform(there, shop.owner, { tool: 'gorgias.create_ticket', input: ticket(reference) })
  try {
    assert.equal((await open('one')).is, 'done')
    for (const [what, subject] of [
      ['writes', ''],
      ['everything', ''],
      ['tool', 'gorgias.create_ticket'],
      ['actor', `member ${shop.owner.id}`],
    ] as const) {
      await stopping(shop, what, subject)
      await assert.rejects(open(`two ${what}`), { code: 'unavailable', says: /stopped: we look into it\./ })
      await shop.db.tenant(shop.owner.tenantId, tx => tx.query('delete from stops'))
    }
    assert.equal((await open('three')).is, 'done')
    assert.equal(shop.gorgias.tickets.length, 2)
    const rows = await elsewhere.tenant(shop.owner.tenantId, tx => tx.query('select id from intents'))
    assert.equal(rows.length, 2)
  } finally {
    await elsewhere.close()
  }
})

test('who only looks is not stopped with the writes, and another actor and tool are free', async () => {
  await using shop = await world()
  const look = () =>
    shop.act('shopify.check_inventory', { items: [] }).catch((error: unknown) => String(error))
  const before = await look()
  await stopping(shop, 'writes')
  assert.deepEqual(await look(), before)
  await goOn(shop, 'writes')
  await stopping(shop, 'tool', 'gorgias.close_ticket')
  await stopping(shop, 'actor', 'key key_1')
  assert.ok(await shop.act('gorgias.create_ticket', ticket('one')))
  await stopping(shop, 'everything')
  assert.match(String(await look()), /stopped/)
})

test('what a solution wishes meanwhile waits, unsent, and goes on afterwards, once', async () => {
  await using shop = await world({ stock: { MUG: { Main: 1 } } })
  await stopping(shop, 'writes')
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }] })
  const waiting = () =>
    shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ id: string; state: string }>(
        `select id, state from intents where tool = 'gorgias.create_ticket'`,
      ),
    )
  await shop.until('the wish stands', async () => (await waiting()).length === 1)
  await shop.settle()
  const [intent] = await waiting()
  assert.ok(intent)
  const held = await stepIntent(shop.engine, shop.owner.tenantId, intent.id)
  assert.ok(held.is === 'again' && /All writing is stopped/.test(held.because.says))
  assert.equal(shop.gorgias.tickets.length, 0)
  await goOn(shop, 'writes')
  const steps = await Promise.all([1, 2].map(() => stepIntent(shop.engine, shop.owner.tenantId, intent.id)))
  assert.ok(steps.some(step => step.is === 'done' && step.intent.state === 'succeeded'))
  assert.equal(shop.gorgias.tickets.length, 1)
  const dead = await shop.db.tenant(shop.owner.tenantId, tx => tx.query('select from dead_jobs'))
  assert.equal(dead.length, 0)
})

test('a stopped actor cannot let itself go on, and every switch is on record', async () => {
  await using shop = await world()
  const me = `member ${shop.owner.id}`
  await stopping(shop, 'actor', me)
  await assert.rejects(goOn(shop, 'actor', me), { code: 'forbidden' })
  await stopping(shop, 'writes')
  await stopping(shop, 'writes')
  await goOn(shop, 'writes')
  await goOn(shop, 'writes')
  const told = await shop.db.tenant(shop.owner.tenantId, async tx => [
    (await listStops(tx)).map(({ what, stopped_by }) => [what, stopped_by]),
    (await tx.query<{ deed: string }>(`select deed from audit where deed like 'stop.%' order by seq`)).map(
      ({ deed }) => deed,
    ),
  ])
  assert.deepEqual(told, [[['actor', me]], ['stop.made', 'stop.made', 'stop.ended']])
})
