import assert from 'node:assert/strict'
import test from 'node:test'
import { readConditions } from '#spine/alerts/conditions.ts'
import { AlertSettings } from '#spine/alerts/settings.ts'
import { deliver } from '#spine/hooks/deliver.ts'
import { changeHook } from '#spine/hooks/hooks.ts'
import { collect, eraseAll } from '#spine/privacy/erase.ts'
import { forgetOld, Retention } from '#spine/privacy/retention.ts'
import { spineHolds } from '#spine/privacy/held.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { until } from '../waiting/queue.ts'
import { stage, testNetwork, type Stage } from './stage.ts'

async function answered(on: Stage, body: string): Promise<string> {
  const { id, at } = await on.hook()
  at.answer = response => response.writeHead(200, { 'x-for': body }).end(`done for ${body}`)
  on.work()
  await on.tell('case.opened', { case: 'case_1' })
  await until('it is delivered', async () => (await on.deliveries(id))[0]?.state === 'delivered')
  await on.rest()
  return id
}

test('A45: what a receiver answered of a customer is found and forgotten with the customer; the attempt stays', async () => {
  await using on = await stage()
  const id = await answered(on, 'ada@mugs.test')
  const { db, tenantId } = on.house
  const held = spineHolds.filter(({ table }) => table.startsWith('hook'))
  const found = await db.tenant(tenantId, tx => collect(tx, held, 'ada@mugs\\.test'))
  assert.equal(found['hook_attempts']?.length, 1)
  const counts = await db.tenant(tenantId, tx => eraseAll(tx, held, 'customer', 'ada@mugs\\.test'))
  assert.deepEqual(counts, { hook_attempts: 1 })
  const { log } = await on.log(id)
  assert.deepEqual([log[0]?.status, log[0]?.response_body, log[0]?.response_head], [200, null, null])
})

test('the log is kept for its days; what still waits is kept until it ends', async () => {
  await using on = await stage()
  const id = await answered(on, 'us')
  await on.tell('case.closed')
  const age = (days: number) =>
    on.house.asOwner(`update hook_messages set created_at = now() - interval '${days} days'`)
  const sweep = () => on.house.db.tenant(on.house.tenantId, tx => forgetOld(tx, Retention.parse({})))
  const left = async () => (await on.deliveries(id)).map(one => one.type)
  await age(29)
  await sweep()
  assert.deepEqual(await left(), ['case.closed', 'case.opened'])
  await age(31)
  await sweep()
  assert.deepEqual(await left(), ['case.closed'])
  const [row] = await on.house.asOwner<{ n: number }>('select count(*)::int as n from hook_attempts')
  assert.equal(row?.n, 0)
  await on.house.asOwner('update hooks set is_enabled = false')
  await sweep()
  assert.deepEqual(await left(), [])
})

test('people are alerted to a hook that was turned off, until one of them sees to it', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  at.answer = response => response.writeHead(410).end()
  on.work()
  await on.tell('case.opened')
  await until('it is off', async () => !(await on.read(id)).is_enabled)
  await on.rest()
  const { db, tenantId, owner } = on.house
  const looking = { settings: AlertSettings.parse({}), telling: [], ages: [] }
  const wrong = () => db.tenant(tenantId, tx => readConditions(tx, looking))
  const [alert] = await wrong()
  assert.deepEqual([alert?.kind, alert?.subject], ['hook_off', `hook_${id.replaceAll('-', '')}`])
  assert.ok(!alert?.says.includes('hook.test'))
  await db.tenant(tenantId, tx => changeHook(tx, owner, id, { isEnabled: false }))
  assert.deepEqual(await wrong(), [])
})

test('A10: a delivery of one account is nothing to another', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  await on.tell('case.opened')
  const other = await createAccount(on.house.db, { name: 'Other', ownerEmail: 'other@other.test' })
  const delivery = (await on.deliveries(id))[0]?.id ?? ''
  const by = {
    db: on.house.db,
    vault: on.vault,
    network: testNetwork(new Set([new URL(at.url).origin])),
    onDisabled: () => assert.fail(),
    onError: () => assert.fail(),
  }
  await deliver(by, { tenantId: other.tenantId, id: delivery, attempt: 1, tries: 1, at: 1 })
  assert.deepEqual([at.connections, (await on.log(id)).log], [0, []])
})
