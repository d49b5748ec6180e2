import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deeds, type Deeds } from '../../../../test/deeds/deeds.ts'
import { Refusal } from '../../refusal.ts'
import type { Settled } from '../performing.ts'

test('what cannot be looked up goes to a person, with what is known, and is never sent again', async () => {
  const told: string[] = []
  await using desk = await deeds({ settled: async (_, settled) => void told.push(wordsOf(settled)) })
  desk.platform.moods.push('lost')
  await assert.rejects(desk.shout('Fire!'), { code: 'unknown_outcome' })
  await desk.ends('needs_person')
  assert.equal(
    (await desk.intents())[0]?.evidence,
    'Notes gave no answer. This platform cannot be asked whether it happened.',
  )
  assert.deepEqual(desk.platform.asked.length, 1)
  assert.deepEqual(await desk.audited(), ['needs a person'])
  assert.deepEqual(told, [
    'needs_person: Notes gave no answer. This platform cannot be asked whether it happened.',
  ])
})

test('what the platform leaves in doubt goes to a person with its evidence', async () => {
  await using desk = await deeds()
  desk.platform.moods.push('lost')
  desk.platform.looks.push('doubtful')
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  await desk.ends('needs_person')
  assert.equal((await desk.intents())[0]?.evidence, 'Two notes look like it.')
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome', message: /waits for one/ })
  assert.deepEqual(
    desk.platform.asked.map(one => one.split(' ')[0]),
    ['write', 'look'],
  )
})

test('a platform that was busy for a day, or could not be asked for a day, is left to a person', async () => {
  for (const [mood, look, says] of [
    ['busy', 'unavailable', /Refused for a day: Notes is busy/],
    ['lost', 'unavailable', /gave no answer.*could not be asked for a day: Notes is unavailable/],
  ] as const) {
    await using desk = await deeds()
    desk.platform.moods.push(...Array.from({ length: 50 }, () => mood))
    desk.platform.looks.push(...Array.from({ length: 50 }, () => look))
    await assert.rejects(desk.note('shelf 7'))
    await desk.age('25 hours')
    await desk.ends('needs_person')
    assert.match(String((await desk.intents())[0]?.evidence), says)
    assert.deepEqual(await desk.audited(), ['needs a person'])
  }
})

test('what was sent eight times and is still missing goes to a person instead of being sent for ever', async () => {
  await using desk = await deeds()
  desk.platform.moods.push(...Array.from({ length: 20 }, () => 'dropped' as const))
  await assert.rejects(desk.note('shelf 7'), { code: 'unknown_outcome' })
  await desk.ends('needs_person')
  assert.match(String((await desk.intents())[0]?.evidence), /sent 8 times/)
  assert.equal(writes(desk), 8)
})

test('bookkeeping that fails after the write is no refusal by the platform: the write is found again, not repeated', async () => {
  const told: string[] = []
  await using desk = await deeds({
    settled: async (_, settled) => {
      told.push(wordsOf(settled))
      // As a solution fails whose next step finds its connection gone.
      if (told.length === 1) throw new Refusal('unsupported', 'Something else is not connected.')
    },
  })
  await assert.rejects(desk.note('shelf 7'), /could not be recorded/)
  assert.equal((await desk.intents())[0]?.state, 'sending')
  await desk.age('2 minutes')
  await desk.ends('succeeded')
  assert.deepEqual(told, ['succeeded: note 1', 'succeeded: note 1'])
  assert.equal(writes(desk), 1)
  assert.deepEqual(await desk.audited(), ['succeeded (reconciled)'])
})

const wordsOf = (settled: Settled): string =>
  `${settled.outcome}: ${settled.outcome === 'succeeded' ? String(settled.output['id']) : settled.says}`

const writes = (desk: Deeds): number => desk.platform.asked.filter(one => one.startsWith('write')).length
