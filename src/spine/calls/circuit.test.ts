import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isRefusal, Refusal, type RefusalCode } from '../refusal.ts'
import { openCircuit } from './circuit.ts'

/** A circuit before a platform that ends as told, on a clock of its own. */
function rig() {
  const told: string[] = []
  const clock = { ms: 0 }
  let calls = 0
  const circuit = openCircuit({
    title: 'Mugs',
    onOpen: () => void told.push('open'),
    onAnswer: () => void told.push('answer'),
    now: () => clock.ms,
  })
  const call = (code?: RefusalCode | 'defect') =>
    circuit
      .through(async () => {
        calls += 1
        if (code === 'defect') throw new TypeError('ours')
        if (code !== undefined) throw new Refusal(code, 'said')
        return 'done'
      })
      .catch((error: unknown) => error)
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) await call('unavailable')
  }
  return { circuit, clock, told, call, fail, calls: () => calls }
}

/** The seconds to wait where the circuit itself refused; undefined where the call was let through. */
const refusedFor = (ended: unknown) =>
  isRefusal(ended) && ended.says.startsWith('Mugs does not answer') ? ended.retryAfterSeconds : undefined

test('five failures in a row open it, and nothing passes until the first try', async () => {
  const { clock, told, call, fail, calls } = rig()
  await fail(4)
  assert.equal(await call(), 'done')
  await fail(3)
  await call('unknown_outcome')
  await call('unavailable')
  assert.deepEqual([told, calls()], [['answer', 'open'], 10])
  for (const [ms, seconds] of [
    [0, 5],
    [1, 5],
    [4_000, 1],
    [4_999, 1],
  ] as const) {
    clock.ms = ms
    assert.equal(refusedFor(await call()), seconds)
  }
  assert.equal(calls(), 10)
})

test('one call at a time tries, twice as late after each failure, and the first answer closes it', async () => {
  const { circuit, clock, told, call, fail } = rig()
  await fail(5)
  for (const seconds of [5, 10, 20, 40, 80, 160, 300, 300]) {
    assert.equal(refusedFor(await call()), seconds)
    clock.ms += seconds * 1000
    assert.equal(refusedFor(await call('unavailable')), undefined)
  }
  clock.ms += 300_000
  const platform = Promise.withResolvers<string>()
  const trying = circuit.through(() => platform.promise)
  // How long that takes nobody knows: not each second all others at its door.
  assert.equal(refusedFor(await call()), 5)
  platform.resolve('back')
  assert.equal(await trying, 'back')
  assert.equal(await call(), 'done')
  assert.deepEqual(told, ['open', 'answer', 'answer'])
  await fail(4)
  assert.equal(await call(), 'done')
  await fail(5)
  assert.equal(refusedFor(await call()), 5)
})

test('each who waits is told a time of its own: not before the try, ten in a second, within ten minutes', async () => {
  const { circuit, clock, fail } = rig()
  assert.equal(circuit.turnAway(), undefined)
  await fail(5)
  const times = Array.from({ length: 7000 }, () => circuit.turnAway()?.retryAfterSeconds ?? 0)
  assert.deepEqual(times.slice(0, 1), [5])
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  for (const [second, together] of Map.groupBy(times, time => time))
    assert.ok(together.length <= 10 || second === 600, `${together.length} in second ${second}`)
  assert.equal(times.at(-1), 600)
  // For whoever calls, nothing has changed; and the line is not left behind for the next outage.
  clock.ms = 5_000
  assert.equal(circuit.turnAway(), undefined)
  assert.equal(refusedFor(await circuit.through(async () => 'done')), undefined)
  clock.ms = 700_000
  await fail(5)
  assert.equal(circuit.turnAway()?.retryAfterSeconds, 5)
})

test('a no is an answer; our own pace and our own defects say nothing', async () => {
  for (const code of ['refused', 'not_found', 'forbidden', 'unauthenticated', 'conflict'] as const) {
    const { told, call, fail } = rig()
    await fail(4)
    await call(code)
    await fail(4)
    assert.deepEqual(told, ['answer'], code)
  }
  for (const code of ['rate_limited', 'invalid_input', 'defect'] as const) {
    const { clock, told, call, fail } = rig()
    await fail(4)
    await call(code)
    await fail(1)
    clock.ms = 5_000
    await call(code)
    assert.equal(refusedFor(await call('unavailable')), undefined, 'the try was kept')
    assert.equal(refusedFor(await call()), 10)
    assert.deepEqual(told, ['open'], code)
  }
})

test('failures that were begun before it opened do not put off the try', async () => {
  const { circuit, clock, call, fail } = rig()
  const platform = Promise.withResolvers<never>()
  const slow = [1, 2, 3].map(() => circuit.through(() => platform.promise).catch(() => undefined))
  await fail(5)
  platform.reject(new Refusal('unavailable', 'said'))
  await Promise.all(slow)
  clock.ms = 5_000
  assert.equal(await call(), 'done')
})

test('whatever happens, a platform that is back is found within five minutes, and one that is down is asked seldom', async () => {
  const steps = fc.array(
    fc.tuple(
      fc.nat(20_000),
      fc.constantFrom(undefined, 'unavailable', 'refused', 'rate_limited', 'unknown_outcome'),
    ),
    { maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async all => {
      const { clock, call, calls } = rig()
      for (const [ms, code] of all) {
        clock.ms += ms
        await call(code)
      }
      const before = calls()
      const hour = clock.ms + 3_600_000
      for (; clock.ms < hour; clock.ms += 1_000) await call('unavailable')
      assert.ok(calls() - before <= 5 + 7 + 12)
      clock.ms += 300_000
      assert.equal(await call(), 'done')
    }),
    { numRuns: 30 },
  )
})
