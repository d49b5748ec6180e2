import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deeds } from '../../../../test/deeds/deeds.ts'
import { until } from '../../../../test/waiting/queue.ts'

test('the intent is committed before the platform hears of it, and the answer ends it', async () => {
  await using desk = await deeds({ isWorker: false })
  desk.platform.moods.push('held')
  const performed = desk.note('shelf 7')
  await until('the platform was asked', () => desk.platform.holding() === 1)
  const [before] = await desk.intents()
  assert.deepEqual([before?.state, before?.attempt, before?.is_leased], ['sending', 1, true])
  assert.deepEqual(await desk.audited(), [])
  desk.platform.release()
  const done = await performed
  assert.ok(done.is === 'done')
  assert.deepEqual([done.output, done.isReplay], [{ id: 'note 1' }, false])
  const [after] = await desk.intents()
  assert.deepEqual([after?.state, after?.output, after?.is_leased], ['succeeded', { id: 'note 1' }, false])
  assert.deepEqual(await desk.audited(), ['succeeded'])
})

test('A14: a lost answer is looked up after the settling time, and not repeated', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('lost')
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  const [unknown] = await desk.intents()
  assert.deepEqual([unknown?.state, unknown?.evidence], ['unknown', 'Notes gave no answer.'])
  assert.equal(desk.platform.asked.length, 1)
  await desk.ends('succeeded')
  const key = String(unknown?.key)
  assert.deepEqual(desk.platform.asked, [`write ${key}`, `look ${key}`])
  assert.deepEqual(await desk.audited(), ['succeeded (reconciled)'])
  assert.deepEqual((await desk.intents())[0]?.output, { id: 'note 1' })
})

test('what is missing once may be there at the second look', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('lost')
  desk.platform.looks.push('blind')
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  await desk.ends('succeeded')
  assert.deepEqual(
    desk.platform.asked.map(one => one.split(' ')[0]),
    ['write', 'look', 'look'],
  )
  assert.equal(desk.platform.ledger.length, 1)
})

test('what is missing twice is sent again under the same key; a second loss begins from the first look', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('dropped', 'dropped')
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  await desk.ends('succeeded')
  assert.deepEqual(
    desk.platform.asked.map(one => one.split(' ')[0]),
    ['write', 'look', 'look', 'write', 'look', 'look', 'write'],
  )
  assert.equal(new Set(desk.platform.asked.map(one => one.split(' ')[1])).size, 1)
  assert.equal(desk.platform.ledger.length, 1)
  assert.deepEqual(await desk.audited(), ['succeeded'])
})

test('a platform that cannot be asked is asked again, and nothing is sent meanwhile', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('lost')
  desk.platform.looks.push('unavailable', 'unavailable', 'unavailable')
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  await desk.ends('succeeded')
  assert.deepEqual(
    desk.platform.asked.map(one => one.split(' ')[0]),
    ['write', 'look', 'look', 'look', 'look'],
  )
})

test('a definite no is no for good: it is not looked up, and asking again gives the same answer', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('refused')
  for (let time = 0; time < 2; time += 1)
    await assert.rejects(desk.note('shelf 7'), { code: 'refused', says: 'Notes knows no such shelf.' })
  await desk.ends('refused')
  assert.equal(desk.platform.asked.length, 1)
  assert.deepEqual(await desk.audited(), ['refused: refused'])
})

test('a platform that is busy did certainly not do it: it is sent again, and not looked up', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('busy', 'busy')
  await assert.rejects(desk.note('shelf 7'), { code: 'rate_limited' })
  assert.equal((await desk.intents())[0]?.state, 'waiting')
  await desk.ends('succeeded')
  assert.deepEqual(
    desk.platform.asked.map(one => one.split(' ')[0]),
    ['write', 'write', 'write'],
  )
  assert.deepEqual(await desk.audited(), ['succeeded'])
})

test('a look waits for the settling time; a second one, of what customers see, for a minute', async () => {
  for (const [write, first, second] of [
    ['note', 7, 7],
    ['card', 2, 60],
  ] as const) {
    await using desk = await deeds({ isWorker: false })
    desk.platform.moods.push('lost')
    desk.platform.looks.push('blind')
    await assert.rejects(desk[write]('shelf 7'), { code: 'unknown_outcome' })
    // The first job is there for the case that this process ends before the answer.
    assert.deepEqual(await desk.delays(), [65, first])
    assert.equal(await desk.step(), second)
    assert.equal(await desk.step(), 'succeeded')
    assert.equal(desk.platform.ledger.length, 1)
  }
})

test('what is busy says when it may be asked again, and is not asked earlier', async () => {
  await using desk = await deeds({ isWorker: false })
  desk.platform.moods.push('busy')
  await assert.rejects(desk.note('shelf 7'), { code: 'rate_limited' })
  const [, wait] = await desk.delays()
  assert.ok(wait !== undefined && wait >= 3)
})
