import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeHook } from '#spine/hooks/hooks.ts'
import { replay } from '#spine/hooks/deliveries.ts'
import { stage, type Stage } from '../../hooks/stage.ts'
import { until } from '../../waiting/queue.ts'
import { figure } from '../figure.ts'

test('P15: an outgoing webhook is signed by the standard, tried for days, ended, and sent again by hand', async t => {
  await using on = await stage()
  const { id, at } = await on.hook()
  at.answer = response => response.writeHead(503).end()
  on.work()
  await on.tell('case.opened', { case: 'case_1' })
  let waited = 0
  for (let nth = 1; ; nth += 1) {
    await until(`attempt ${nth} is on record`, async () => {
      const [one] = await on.deliveries(id)
      return one?.attempts === nth && (await on.log(id)).log.length === nth
    })
    const next = await secondsUntilDue(on)
    if (next === undefined) break
    // The clock is moved, not waited for: the hook has failed for as much longer.
    waited += next
    await on.house.asOwner(
      `update hooks set failing_since = failing_since - interval '1 second' * ${Math.floor(next)} where is_enabled`,
    )
    await on.hurry()
  }
  const attempts = at.received.length
  assert.ok(attempts >= 8 && waited >= 27 * 3600, `${attempts} attempts in ${waited} s`)
  assert.deepEqual([at.flaws, new Set(at.received.map(one => one.id)).size], [[], 1])
  const hours = waited / 3600

  await on.tell('case.closed')
  await until('the next one fails too', async () => at.received.length > attempts)
  await until('it is on record', async () => (await on.log(id)).log.length > 0)
  assert.equal((await on.read(id)).is_enabled, true)
  await on.house.asOwner(`update hooks set failing_since = now() - interval '5 days 1 second'`)
  await on.hurry()
  await until('it is turned off', async () => !(await on.read(id)).is_enabled)
  assert.deepEqual(on.disabled, [id])

  at.answer = response => response.writeHead(204).end()
  const { db, tenantId, owner } = on.house
  await db.tenant(tenantId, tx => changeHook(tx, owner, id, { isEnabled: true }))
  const failedSince = new Date(Date.now() - 10 * 86_400_000)
  const replayed = await db.tenant(tenantId, tx => replay(tx, owner, id, { failedSince }))
  await until('all were delivered', async () =>
    (await on.deliveries(id)).every(({ state }) => state === 'delivered'),
  )
  assert.ok(replayed >= 1)
  assert.deepEqual([at.flaws, on.errors], [[], []])
  figure(
    t,
    'P15',
    `${attempts} attempts over ${hours.toFixed(1)} h under one webhook-id, every one verified by standardwebhooks; turned off after 5 days; ${replayed} replayed by hand and delivered`,
  )
})

/** Seconds until the next attempt of the one delivery that waits; undefined where none does. */
async function secondsUntilDue(on: Stage): Promise<number | undefined> {
  const [row] = await on.house.asOwner<{ seconds: number }>(
    `select extract(epoch from due_at - clock_timestamp())::float8 as seconds from hook_deliveries where state = 'waiting'`,
  )
  return row?.seconds
}
