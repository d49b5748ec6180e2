import assert from 'node:assert/strict'
import test from 'node:test'
import { perform } from '#spine/actions/perform.ts'
import { listUsage } from '#spine/policies/standing.ts'
import { world, type World } from '../world.ts'
import { holding } from './holding.ts'

const open = (shop: World, reference: string, more: { taint?: string[] } = {}) =>
  perform(shop.engine, shop.owner, {
    tool: 'gorgias.create_ticket',
    input: { customer: 'ada@example.com', subject: 'Hi', body: 'Hello', reference },
    ...more,
  })

const two = { caps: [{ name: 'two', per: 'action', every: 'day', count: 2, when: { tool: ['gorgias.*'] } }] }

test('a write that the platform refuses gives its share back; a done one keeps it, and its replay costs nothing', async () => {
  await using shop = await world()
  await holding(shop, two)
  shop.gorgias.faults.plan({ kind: 'status', status: 422, body: '{}' }, 1, { path: '/api/tickets' })
  await assert.rejects(open(shop, 'refused'), { code: 'refused' })
  await open(shop, 'one')
  await open(shop, 'two')
  await assert.rejects(open(shop, 'three'), {
    code: 'rate_limited',
    says: 'The cap two lets pass at most 2 times per action and day (2 times used).',
  })
  const again = await open(shop, 'two')
  assert.ok(again.is === 'done' && again.isReplay)
  assert.equal(shop.gorgias.tickets.length, 2)
  const usage = await shop.db.tenant(shop.owner.tenantId, tx => listUsage(tx, 10))
  const counted = usage.find(({ key }) => key === 'two day')
  assert.deepEqual([counted?.count, counted?.held], [2, 0])
})

test('of many parallel writes through the door as many are done as the cap lets pass', async () => {
  await using shop = await world()
  await holding(shop, two)
  const told = await Promise.allSettled(Array.from({ length: 12 }, (_, at) => open(shop, `n${at}`)))
  assert.equal(told.filter(({ status }) => status === 'fulfilled').length, 2)
  assert.equal(shop.gorgias.tickets.length, 2)
})

test('a rule denies, lays before people, and lets pass, from its version on', async () => {
  await using shop = await world()
  const rule = (verdict: object) => ({
    rules: [{ name: 'tickets', when: { tool: ['*.create_ticket'] }, verdict }],
  })
  await holding(shop, rule({ is: 'deny' }))
  await assert.rejects(open(shop, 'one'), { code: 'forbidden', says: /The rule tickets says: .*: never\./ })
  await holding(shop, rule({ is: 'approve', approvals: 1 }))
  assert.equal((await open(shop, 'two')).is, 'waiting_for_approval')
  await holding(shop, rule({ is: 'allow' }))
  assert.equal((await open(shop, 'three')).is, 'done')
  assert.equal((await open(shop, 'four', { taint: ['customer message'] })).is, 'waiting_for_approval')
  assert.equal(shop.gorgias.tickets.length, 1)
})

test('a read may be denied too, and cannot be laid before people', async () => {
  await using shop = await world()
  const reads = { when: { risk: ['read', 'personal'], actor: ['member'] } }
  const look = () => shop.act('shopify.list_orders', {}).then(() => 'seen', String)
  for (const verdict of [{ is: 'deny' }, { is: 'approve', approvals: 1 }]) {
    await holding(shop, { rules: [{ name: 'reads', ...reads, verdict }] })
    await assert.rejects(perform(shop.engine, shop.owner, { tool: 'backorders.list_cases', input: {} }), {
      code: 'forbidden',
    })
  }
  assert.doesNotMatch(await look(), /seen/)
})
