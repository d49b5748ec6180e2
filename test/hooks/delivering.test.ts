import assert from 'node:assert/strict'
import test from 'node:test'
import { Webhook } from 'standardwebhooks'
import { addSecret, listSecrets, removeSecret } from '#spine/hooks/secrets.ts'
import { changeHook, rotateSecret } from '#spine/hooks/hooks.ts'
import { tellHooks } from '#spine/hooks/tell.ts'
import { until } from '../waiting/queue.ts'
import { stage } from './stage.ts'

test('a message is signed as the standard says, and told to those who asked', async () => {
  await using on = await stage()
  const [all, some, none] = [await on.hook(), await on.hook(['case.opened']), await on.hook(['case.closed'])]
  on.work()
  await on.tell('case.opened', { case: 'case_1' })
  await until('both were told', () => all.at.received.length + some.at.received.length === 2)
  await until('both are on record', async () => (await on.log(all.id)).state === 'delivered')
  await on.rest()
  const [got] = all.at.received
  assert.deepEqual([got?.type, got?.told], ['case.opened', { case: 'case_1' }])
  assert.equal(some.at.received[0]?.id, got?.id)
  assert.ok(Math.abs((got?.timestamp ?? 0) - Date.now() / 1000) < 60)
  assert.deepEqual([all.at.flaws, some.at.flaws, none.at.connections, on.errors], [[], [], 0, []])
  const { log, body } = await on.log(all.id)
  assert.deepEqual([body, log.length, log[0]?.status, log[0]?.response_body], [got?.body, 1, 204, ''])
  assert.equal(log[0]?.request_head['webhook-id'], got?.id)
})

test('the oracle refuses what was changed: it is a witness, not a rubber stamp', async () => {
  await using on = await stage()
  const { at } = await on.hook()
  on.work()
  await on.tell('case.opened', { case: 'case_1' })
  await until('it came', () => at.received.length === 1)
  const [got] = at.received
  assert.ok(got)
  const head = (more: object) => ({
    'webhook-id': got.id,
    'webhook-timestamp': String(got.timestamp),
    'webhook-signature': got.signatures.join(' '),
    ...more,
  })
  const oracle = new Webhook(at.secrets[0] ?? '')
  oracle.verify(got.body, head({}))
  assert.throws(() => oracle.verify(`${got.body} `, head({})))
  assert.throws(() => oracle.verify(got.body, head({ 'webhook-id': 'msg_0' })))
  assert.throws(() => oracle.verify(got.body, head({ 'webhook-timestamp': String(got.timestamp - 1) })))
  at.secrets = [`whsec_${Buffer.alloc(32).toString('base64')}`]
  await on.tell('case.opened')
  await until('a stranger’s secret verifies nothing', () => at.flaws.length === 1)
})

test('what is rolled back is told to nobody, and nothing is kept where nobody listens', async () => {
  await using on = await stage()
  const { id } = await on.hook()
  const fails = on.house.db.tenant(on.house.tenantId, async tx => {
    await tellHooks(tx, 'case.opened', { case: 'case_1' })
    throw new Error('rolled back')
  })
  await assert.rejects(fails, /rolled back/)
  assert.deepEqual(await on.deliveries(id), [])
  await on.house.asOwner('update hooks set is_enabled = false')
  await on.tell('case.opened', { case: 'case_1' })
  const rows = await on.house.asOwner('select 1 from hook_messages')
  assert.deepEqual(rows, [])
})

test('while secrets change, both sign; the old one ends, and the last one stays', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  const { db, tenantId, owner } = on.house
  const [old = ''] = at.secrets
  const made = await db.tenant(tenantId, tx => rotateSecret(tx, on.vault, owner, id, 24))
  const ending = await db.tenant(tenantId, tx => listSecrets(tx, id))
  const hours = ending.map(one => one.expires_at && (one.expires_at.getTime() - Date.now()) / 3_600_000)
  assert.deepEqual(
    hours.map(left => left && Math.round(left)),
    [null, 24],
  )
  on.work()
  await on.tell('case.opened')
  await until('the old secret verifies', () => at.received.length === 1)
  assert.equal(at.received[0]?.signatures.length, 2)
  at.secrets = [made.secret]
  await on.tell('case.opened')
  await until('so does the new one', () => at.received.length === 2)
  await on.house.asOwner(`update hook_secrets set expires_at = now() where expires_at is not null`)
  await on.tell('case.opened')
  await until('one signature is left', () => at.received[2]?.signatures.length === 1)
  at.secrets = [old]
  await on.tell('case.opened')
  await until('the old one is worth nothing', () => at.flaws.length === 1)
  await assert.rejects(
    db.tenant(tenantId, async tx => {
      const [last] = await listSecrets(tx, id)
      await removeSecret(tx, id, last?.id ?? '')
    }),
    { code: 'conflict' },
  )
  await assert.rejects(
    db.tenant(tenantId, async tx => {
      for (let one = 0; one < 5; one += 1) await addSecret(tx, on.vault, id)
    }),
    { code: 'conflict' },
  )
})

test('A6: no secret lies open, neither in a table nor in the audit', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  const { db, tenantId, owner } = on.house
  const { secret } = await db.tenant(tenantId, tx => rotateSecret(tx, on.vault, owner, id, 1))
  await db.tenant(tenantId, tx => changeHook(tx, owner, id, { description: 'ours' }))
  for (const table of [
    'hooks',
    'hook_secrets',
    'hook_messages',
    'hook_deliveries',
    'audit',
    'audit_personal',
  ]) {
    const [row] = await on.house.asOwner<{ all: string }>(
      `select coalesce(string_agg(t::text, ' '), '') as all from ${table} t`,
    )
    for (const one of [...at.secrets, secret])
      assert.ok(!row?.all.includes(one.slice('whsec_'.length)), `${table} holds a secret`)
  }
})

test('a secret that does not open sends nothing, and is told', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  await on.house.asOwner(`update hook_secrets set sealed = 'v1|AAAA|AAAA|AAAA'`)
  on.work()
  await on.tell('case.opened')
  await until('the attempt is on record', async () => (await on.deliveries(id))[0]?.attempts === 1)
  await on.rest()
  const { log } = await on.log(id)
  assert.match(log[0]?.says ?? '', /nothing could be signed/)
  assert.deepEqual([at.connections, on.errors.length], [0, 1])
})
