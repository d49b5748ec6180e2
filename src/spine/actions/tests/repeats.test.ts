import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deeds } from '../../../../test/deeds/deeds.ts'
import { until } from '../../../../test/waiting/queue.ts'

test('A14: twenty who ask for one fact at once get one note, and whoever asks later gets the same answer', async () => {
  await using desk = await deeds()
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => desk.note('shelf 7')))
  await desk.ends('succeeded')
  assert.equal(desk.platform.ledger.length, 1)
  for (const one of asked) {
    if (one.status === 'fulfilled')
      assert.deepEqual(one.value.is === 'done' && one.value.output, { id: 'note 1' })
    else assert.match(String(one.reason), /under way|at this moment/)
  }
  const later = await desk.note('shelf 7')
  assert.ok(later.is === 'done')
  assert.deepEqual([later.output, later.isReplay], [{ id: 'note 1' }, true])
  assert.deepEqual(await desk.audited(), ['succeeded'])
})

test('another text for the same fact is refused and not sent; another fact is another note', async () => {
  await using desk = await deeds()
  await desk.note('shelf 7', 'Full.')
  await assert.rejects(desk.note('shelf 7', 'Empty.'), { code: 'conflict' })
  await desk.note('shelf 8', 'Empty.')
  assert.equal(desk.platform.ledger.length, 2)
  assert.equal((await desk.intents()).length, 2)
})

test('a process that dies before the platform did anything leaves what another finishes, once', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('held')
  await desk.noteAndDie('shelf 7', () => desk.platform.holding() === 1)
  assert.equal((await desk.intents())[0]?.state, 'sending')
  assert.deepEqual(desk.platform.ledger, [])
  await desk.age('2 minutes')
  await desk.ends('succeeded')
  assert.equal(desk.platform.ledger.length, 1)
  assert.deepEqual(await desk.audited(), ['succeeded'])
})

test('a process that dies before it knows of its write leaves what another finds, and does not repeat', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('done_and_held')
  await desk.noteAndDie('shelf 7', () => desk.platform.holding() === 1)
  await desk.age('2 minutes')
  await desk.ends('succeeded')
  assert.equal(desk.platform.ledger.length, 1)
  assert.deepEqual(await desk.audited(), ['succeeded (reconciled)'])
})

test('who comes back after another has finished changes nothing', async () => {
  for (const mood of ['held', 'held_then_busy'] as const) {
    await using desk = await deeds()
    desk.platform.moods.push(mood)
    const late = desk.note('shelf 7').catch((error: unknown) => error)
    await until('the platform was asked', () => desk.platform.holding() === 1)
    await desk.age('2 minutes')
    await until('another has finished', async () => {
      await desk.hurry()
      return (await desk.intents())[0]?.state === 'succeeded'
    })
    const [before] = await desk.intents()
    desk.platform.release()
    await late
    await desk.ends('succeeded')
    assert.deepEqual(await desk.intents(), [before])
    // The late one reached the platform when it was let go: that is beyond us. But nothing is sent a third time.
    assert.equal(desk.platform.ledger.length, mood === 'held' ? 2 : 1)
    assert.deepEqual(await desk.audited(), ['succeeded'])
  }
})

test('what waits for a platform that does not answer is not begun, and so costs those of others nothing', async () => {
  // Its circuit opens to one try after some seconds: here they never pass.
  await using desk = await deeds({ isWorker: false, now: () => 0 })
  desk.platform.moods.push(...Array.from({ length: 6 }, () => 'dropped' as const))
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  for (const text of ['1', '2', '3', '4', '5'])
    await assert.rejects(desk.shout(text), { code: 'unknown_outcome' })
  await assert.rejects(desk.shout('6'), { code: 'unavailable' })
  const states = (await desk.intents()).map(({ state, attempt }) => `${state} ${attempt}`)
  assert.deepEqual([states.at(0), states.at(-1)], ['unknown 1', 'waiting 0'])
  // Nor is it asked what became of the one that was sent.
  assert.ok(Number(await desk.step()) > 1)
  assert.equal(desk.platform.asked.length, 6)
})
