import assert from 'node:assert/strict'
import { test } from 'node:test'
import { removeConnection } from '../../connections/list.ts'
import { Refusal } from '../../refusal.ts'
import { house, type House } from '../../../../test/house.ts'
import { beginAgain, claimEvents } from '../claim.ts'
import { newEvent } from '../fingerprint.ts'
import { replayEvent } from '../list.ts'
import { workEvent } from '../work.ts'
import { arrive, connection, kept, letTimePass, listen, type Heard } from '../../../../test/waiting/events.ts'

async function round(home: House, { work }: Heard): Promise<void> {
  await letTimePass(home)
  for (const event of await claimEvents(home.db)) await workEvent(work, event)
}

test('an event that cannot be read is parked after eight tries with its reason, and the others go on', async () => {
  await using home = await house()
  const ids = await arrive(home, await connection(home), 3)
  const heard = listen(home, body => {
    if (body.endsWith(' 1')) throw new Refusal('invalid_input', 'Line 3 is not a line.')
  })
  for (let tries = 1; tries <= 7; tries += 1) {
    await round(home, heard)
    assert.deepEqual([(await kept(home))[1]?.state, heard.failed.length], ['new', tries])
  }
  await round(home, heard)
  await round(home, heard)
  assert.deepEqual(
    (await kept(home)).map(event => [event.state, event.attempts, event.reason]),
    [
      ['done', 1, null],
      ['parked', 8, 'Line 3 is not a line.'],
      ['done', 1, null],
    ],
  )
  assert.deepEqual(heard.parked, [ids[1]])
  assert.deepEqual(new Set(heard.told), new Set([ids[0], ids[2]]))
})

test('a parked event is worked again when it is replayed, with eight new tries', async () => {
  await using home = await house()
  const [id = ''] = await arrive(home, await connection(home), 1)
  let isBroken = true
  const heard = listen(home, () => {
    if (isBroken) throw new Error('not yet understood')
  })
  for (let tries = 1; tries <= 8; tries += 1) await round(home, heard)
  isBroken = false
  await round(home, heard)
  assert.deepEqual(heard.told, [])
  await home.db.tenant(home.tenantId, tx => replayEvent(tx, id))
  await round(home, heard)
  assert.deepEqual(heard.told, [id])
  assert.deepEqual(await kept(home), [{ id, state: 'done', attempts: 1, reason: null }])
})

test('A4: a payload that ends its process every time is parked although no attempt ever failed', async () => {
  await using home = await house()
  const [id] = await arrive(home, await connection(home), 1)
  const [first] = await claimEvents(home.db)
  assert.ok(first)
  for (let deaths = 2; deaths <= 8; deaths += 1)
    assert.equal(await beginAgain(home.db, { ...first, attempts: deaths - 1 }), deaths)
  const heard = listen(home)
  await round(home, heard)
  assert.deepEqual([heard.told, heard.parked], [[], [id]])
  assert.equal((await kept(home))[0]?.reason, 'The process ended during every attempt.')
})

test('what is told and what is marked done are one transaction', async () => {
  await using home = await house()
  await arrive(home, await connection(home), 1)
  const heard = listen(home)
  const announce: Heard['work']['announce'] = async (tx, { connectionId }) => {
    await tx.query(`update connections set title = 'told' where id = $1`, [connectionId])
    throw new Error('torn')
  }
  await round(home, { ...heard, work: { ...heard.work, announce } })
  const titles = await home.asOwner('select title from connections')
  assert.deepEqual([titles, (await kept(home))[0]?.state], [[{ title: 'Gold' }], 'new'])
})

test('A2: an event in two hands at once, because the first was slow, is told once', async () => {
  await using home = await house()
  const ids = await arrive(home, await connection(home), 1)
  const heard = listen(home)
  const both = Promise.withResolvers<void>()
  // The first to tell waits for the second, who must never come so far.
  const announce: Heard['work']['announce'] = async (_, { eventId }) => {
    if (heard.told.push(eventId) === 2) both.resolve()
    await Promise.race([both.promise, new Promise(resolve => setTimeout(resolve, 200))])
  }
  const claimed = await claimEvents(home.db)
  await Promise.all([...claimed, ...claimed].map(event => workEvent({ ...heard.work, announce }, event)))
  assert.deepEqual(heard.told, ids)
})

test('a connection takes its events along when it is removed, also one that is in hand', async () => {
  await using home = await house()
  const connectionId = await connection(home)
  await arrive(home, connectionId, 2)
  const heard = listen(home)
  const claimed = await claimEvents(home.db)
  await home.db.tenant(home.tenantId, tx => removeConnection(tx, connectionId))
  for (const event of claimed) await workEvent(heard.work, event)
  assert.deepEqual([heard.told, heard.parked, await kept(home)], [[], [], []])
})

test('a body that could not travel beside others is refused before it is stored', () => {
  const door = { tenantId: '', connectionId: '' }
  const store = () => newEvent(door, { topic: 'things/told' }, '{"a":"\x1e"}', 'webhook')
  assert.throws(store, /invalid_input/)
})
