import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccount } from '../../tenancy/accounts.ts'
import { house } from '../../../../test/house.ts'
import { beginAgain, claimEvents } from '../claim.ts'
import { eventPump } from '../pump.ts'
import { arrive, connection, kept, letTimePass, listen, settled } from '../../../../test/waiting/events.ts'

test('two processes share what waits, and nobody works an event of the other', async () => {
  await using home = await house()
  const ids = await arrive(home, await connection(home), 200)
  const [one, two] = [listen(home), listen(home)]
  const pumps = [eventPump(one.work), eventPump(two.work)]
  for (const pump of pumps) pump.start()
  await settled(home)
  await Promise.all(pumps.map(pump => pump.stop()))
  assert.deepEqual([...one.told, ...two.told].toSorted(), ids.toSorted())
})

test('claims made at once are disjoint', async () => {
  await using home = await house()
  const ids = await arrive(home, await connection(home), 60)
  const claims = await Promise.all([1, 2, 3, 4].map(() => claimEvents(home.db, 40, 15)))
  const claimed = claims.flat().map(event => event.id)
  assert.equal(new Set(claimed).size, claimed.length)
  assert.deepEqual(claimed.toSorted(), ids.toSorted())
})

test('A41: one event of a small shop is claimed beside five hundred of a large one', async () => {
  await using home = await house()
  const other = await createAccount(home.db, { name: 'Small', ownerEmail: 'owner@small.test' })
  await arrive(home, await connection(home), 500)
  const [small] = await arrive(home, await connection(home, other.tenantId), 1, other.tenantId)
  const claimed = await claimEvents(home.db)
  assert.ok(claimed.some(event => event.id === small))
  assert.equal(claimed.filter(event => event.tenantId === home.tenantId).length, 10)
})

test('what a dead process held is claimed by another when its lease ends, as an attempt that failed', async () => {
  await using home = await house()
  const [id = ''] = await arrive(home, await connection(home), 1)
  assert.deepEqual(await claimEvents(home.db), [
    { tenantId: home.tenantId, id, attempts: 0, traceparent: null },
  ])
  assert.deepEqual(await claimEvents(home.db), [])
  await letTimePass(home)
  assert.deepEqual(await claimEvents(home.db), [
    { tenantId: home.tenantId, id, attempts: 1, traceparent: null },
  ])
})

test('a later attempt counts when it begins, so what was claimed beside it and never begun is not blamed', async () => {
  await using home = await house()
  await arrive(home, await connection(home), 2)
  await claimEvents(home.db)
  await letTimePass(home)
  const [first] = await claimEvents(home.db)
  assert.ok(first)
  assert.equal(await beginAgain(home.db, first), 2)
  await letTimePass(home)
  await claimEvents(home.db)
  assert.deepEqual(new Set((await kept(home)).map(event => event.attempts)), new Set([1, 2]))
})

test('whose claim ran out begins nothing once another has begun', async () => {
  await using home = await house()
  await arrive(home, await connection(home), 1)
  await claimEvents(home.db)
  await letTimePass(home)
  const [late] = await claimEvents(home.db)
  await letTimePass(home)
  const [other] = await claimEvents(home.db)
  assert.ok(late && other)
  assert.deepEqual([await beginAgain(home.db, other), await beginAgain(home.db, late)], [2, 0])
})

test('a pump that slept is roused by what arrives, and its stop waits for what is in hand', async () => {
  await using home = await house()
  const connectionId = await connection(home)
  const { work, told } = listen(home)
  const begun = Promise.withResolvers<void>()
  const freed = Promise.withResolvers<void>()
  const announce = async (_: unknown, { eventId }: { eventId: string }): Promise<void> => {
    begun.resolve()
    await freed.promise
    told.push(eventId)
  }
  const pump = eventPump({ ...work, announce })
  pump.start()
  const ids = await arrive(home, connectionId, 1)
  pump.wake()
  await begun.promise
  const stopped = pump.stop()
  freed.resolve()
  await stopped
  assert.deepEqual(told, ids)
  assert.equal((await kept(home))[0]?.state, 'done')
})
