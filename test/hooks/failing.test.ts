import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { replay, sendTest } from '#spine/hooks/deliveries.ts'
import { changeHook } from '#spine/hooks/hooks.ts'
import { verdictOf } from '#spine/hooks/verdict.ts'
import { until } from '../waiting/queue.ts'
import { stage, type Stage } from './stage.ts'

const attempts = async (on: Stage, hook: string) => (await on.deliveries(hook))[0]?.attempts ?? 0

test('at least eight attempts over at least 27 hours, whatever the jitter; a longer Retry-After is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10 }), jitter => {
      let seconds = 0
      for (let tries = 1; tries < 10; tries += 1) {
        const verdict = verdictOf({ status: 500 }, tries, () => jitter[tries] ?? 0)
        assert.ok(verdict.is === 'again')
        seconds += verdict.afterSeconds
        if (tries === 7) assert.ok(seconds >= 27 * 3600)
      }
      assert.ok(seconds >= 75 * 3600 + 35 * 60 + 5 && seconds < 95 * 3600)
      assert.deepEqual(verdictOf({ status: 500 }, 10), { is: 'exhausted' })
    }),
  )
  const asked = verdictOf({ status: 429, retryAfter: 90_000 }, 1)
  assert.deepEqual(asked, { is: 'again', afterSeconds: 90_000 })
})

test('only 2xx is a success; 410 is the end', () => {
  const says = (status?: number) => verdictOf({ status }, 1).is
  for (const status of [200, 201, 202, 204, 299]) assert.equal(says(status), 'delivered')
  for (const status of [100, 199, 300, 301, 302, 304, 307, 400, 401, 404, 409, 429, 500, 503, undefined])
    assert.equal(says(status), 'again', String(status))
  assert.equal(says(410), 'gone')
})

test('ten attempts under one webhook-id, each with its own time and a sound signature; then it failed', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  at.answer = response =>
    response.writeHead(500, { 'set-cookie': 'a=b', 'x-why': 'tired' }).end('x'.repeat(5_000))
  on.work()
  await on.tell('case.opened')
  for (let nth = 1; nth <= 10; nth += 1) {
    await until(`attempt ${nth} is on record`, async () => {
      const [one] = await on.deliveries(id)
      return one?.attempts === nth && (await on.log(id)).log.length === nth
    })
    await on.hurry()
  }
  await on.rest()
  const { state, log } = await on.log(id)
  assert.deepEqual(
    [state, at.received.length, new Set(at.received.map(one => one.id)).size],
    ['failed', 10, 1],
  )
  assert.deepEqual(at.flaws, [])
  assert.deepEqual(log[0]?.response_head?.['x-why'], 'tired')
  assert.equal(log[0]?.response_head?.['set-cookie'], undefined)
  assert.equal(log[0]?.response_body?.length, 2_000)
  assert.notEqual((await on.read(id)).failing_since, null)
})

test('a redirect is a failure, and nobody goes where it leads', async () => {
  await using on = await stage()
  const [{ id, at }, other] = [await on.hook(['case.opened']), await on.hook(['case.closed'])]
  const places = [other.at.url, `http://127.0.0.1:${other.at.port}/`, 'http://169.254.169.254/latest/']
  at.answer = (response, nth) =>
    response.writeHead([301, 302, 303, 307, 308][nth % 5] ?? 302, { location: places[nth % 3] }).end()
  on.work()
  await on.tell('case.opened')
  for (let nth = 1; nth <= 6; nth += 1) {
    await until(`attempt ${nth} failed`, async () => (await on.log(id)).log.length === nth)
    await on.hurry()
  }
  await on.rest()
  assert.ok((await on.log(id)).log.every(one => one.status !== null && one.status >= 300 && one.status < 400))
  assert.deepEqual([at.received.length, other.at.connections], [at.connections, 0])
})

test('410 turns a hook off, ends what waits for it, and tells the others', async () => {
  await using on = await stage()
  const [gone, other] = [await on.hook(['case.opened']), await on.hook(['hook.disabled'])]
  await on.tell('case.opened')
  await on.tell('case.opened')
  gone.at.answer = response => response.writeHead(410).end()
  on.work()
  await until('the other one is told', () => other.at.received.length === 1)
  await on.rest()
  assert.deepEqual(other.at.received[0]?.told, { hook: `hook_${gone.id.replaceAll('-', '')}` })
  const { is_enabled: isEnabled, says } = await on.read(gone.id)
  assert.deepEqual([isEnabled, on.disabled], [false, [gone.id]])
  assert.match(says ?? '', /410/)
  assert.deepEqual(
    (await on.deliveries(gone.id)).map(one => one.state),
    ['failed', 'failed'],
  )
  await on.tell('case.opened')
  assert.equal((await on.deliveries(gone.id)).length, 2)
  const { db, tenantId, owner } = on.house
  await assert.rejects(
    db.tenant(tenantId, tx => sendTest(tx, owner, gone.id)),
    { code: 'conflict' },
  )
  const rows = await on.house.asOwner(`select outcome from audit where deed = 'hook.disabled'`)
  assert.equal(rows.length, 1)
})

test('five days without a success turn a hook off; one success in between does not', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  const age = (days: number) =>
    on.house.asOwner(`update hooks set failing_since = failing_since - interval '${days} days'`)
  at.answer = (response, nth) => response.writeHead(nth === 3 ? 200 : 503).end()
  on.work()
  await on.tell('case.opened')
  await until('it fails once', async () => (await on.log(id)).log.length === 1)
  await age(4)
  await on.hurry()
  await until('and again, after four days', async () => (await on.log(id)).log.length === 2)
  assert.equal((await on.read(id)).is_enabled, true)
  await on.hurry()
  await until('then it is delivered', async () => (await on.log(id)).state === 'delivered')
  assert.equal((await on.read(id)).failing_since, null)
  await on.tell('case.closed')
  await until('the next one fails', async () => (await on.log(id)).log.length === 1)
  assert.equal((await on.read(id)).is_enabled, true)
  await age(6)
  await on.hurry()
  await until('for too long', async () => !(await on.read(id)).is_enabled)
  await on.rest()
  assert.deepEqual(on.disabled, [id])
  const { db, tenantId, owner } = on.house
  const again = await db.tenant(tenantId, tx => changeHook(tx, owner, id, { isEnabled: true }))
  assert.deepEqual([again.is_enabled, again.says, again.failing_since], [true, null, null])
})

test('whoever asks to be left alone is, with all that waits for it, and others are not', async () => {
  await using on = await stage()
  const [busy, other] = [await on.hook(), await on.hook()]
  busy.at.answer = response => response.writeHead(429, { 'retry-after': '7200' }).end()
  on.work()
  await on.tell('case.opened')
  await until('it was asked', async () => (await on.log(busy.id)).log.length === 1)
  await on.tell('case.closed')
  await until('the other got both', () => other.at.received.length === 2)
  await on.rest()
  assert.equal(busy.at.received.length, 1)
  const [row] = await on.house.asOwner<{ quiet: number; due: number }>(
    `select extract(epoch from quiet_until - now())::float8 as quiet, extract(epoch from max(d.due_at) - now())::float8 as due
       from hooks h join hook_deliveries d on d.hook_id = h.id where h.id = '${busy.id}' group by h.quiet_until`,
  )
  assert.ok((row?.quiet ?? 0) > 7_000 && (row?.due ?? 0) > 7_000)
})

test('a person sends one again, or all that failed since a time, under their old names', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  await on.tell('case.opened')
  await on.tell('case.closed')
  await on.house.asOwner(`update hook_deliveries set state = 'failed', tries = 10, attempts = 10`)
  await on.house.asOwner(
    `update hook_deliveries set created_at = now() - interval '2 days' where message_id in (select id from hook_messages where type = 'case.opened')`,
  )
  const { db, tenantId, owner } = on.house
  const failedSince = new Date(Date.now() - 86_400_000)
  on.work()
  assert.equal(await db.tenant(tenantId, tx => replay(tx, owner, id, { failedSince })), 1)
  await until('the younger one came', () => at.received.length === 1)
  assert.equal(at.received[0]?.type, 'case.closed')
  await until('it is delivered', async () => (await on.log(id)).state === 'delivered')
  assert.equal(await db.tenant(tenantId, tx => replay(tx, owner, id, { failedSince })), 0)
  const delivery = (await on.deliveries(id))[0]?.id ?? ''
  assert.equal(await db.tenant(tenantId, tx => replay(tx, owner, id, { delivery })), 1)
  await until('it came again', () => at.received.length === 2)
  assert.equal(at.received[1]?.id, at.received[0]?.id)
  await until('twice on record', async () => (await on.log(id, delivery)).log.length === 2)
  assert.equal(await attempts(on, id), 12)
})
