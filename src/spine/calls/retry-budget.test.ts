import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isRefusal, Refusal } from '../refusal.ts'
import { openCircuit } from './circuit.ts'
import { asDeed, openRetryBudget } from './retry-budget.ts'

/** A circuit on a clock of its own before a platform of which each call is told whether it fails. */
function rig() {
  const clock = { ms: 0 }
  let calls = 0
  const circuit = openCircuit({ title: 'Mugs', now: () => clock.ms })
  const call = (deed: string | undefined, fails: boolean) => {
    const work = () =>
      circuit.through(async () => {
        calls += 1
        if (fails) throw new Refusal('unavailable', 'lost')
      })
    return (deed === undefined ? work() : asDeed(deed, work)).catch((error: unknown) => error)
  }
  return { clock, call, calls: () => calls }
}

const waitOf = (ended: unknown) =>
  isRefusal(ended) && ended.says.startsWith('Mugs fails often') ? ended.retryAfterSeconds : undefined

test('a deed that failed is tried again twenty times at once, then twice a second, and new ones are never held', async () => {
  const { clock, call } = rig()
  let had = 0
  for (let deed = 0; deed < 40; deed += 1) {
    await call(`deed ${deed}`, true)
    // An answer in between keeps the circuit closed, and is no deed's.
    await call(undefined, false)
  }
  for (let deed = 0; deed < 40; deed += 1)
    had += waitOf(await call(`deed ${deed}`, false)) === undefined ? 1 : 0
  assert.equal(had, 20)
  assert.equal(waitOf(await call('deed 39', false)), 1)
  assert.equal(waitOf(await call('deed 40', false)), undefined)
  clock.ms = 1000
  assert.equal(waitOf(await call('deed 38', false)), undefined)
  assert.equal(
    waitOf(await call('deed 38', false)),
    undefined,
    'a deed that was answered is none that failed',
  )
  assert.equal(waitOf(await call('deed 37', false)), undefined)
  assert.equal(waitOf(await call('deed 36', false)), 1)
})

test('whatever fails, retries are at most a tenth of the other calls, twenty at once and two a second', async () => {
  const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(300), fc.boolean()), { maxLength: 400 })
  fc.assert(
    fc.property(steps, all => {
      let ms = 0
      let [first, again] = [0, 0]
      const budget = openRetryBudget(() => ms)
      const failing = new Set<number>()
      for (const [deed, passed, fails] of all) {
        ms += passed
        void asDeed(String(deed), async () => {
          if (budget.spend() > 0) return
          if (failing.has(deed)) again += 1
          else first += 1
          failing.delete(deed)
          if (fails) failing.add(deed)
          budget.ended(fails)
        })
      }
      assert.ok(again <= 20 + first / 10 + (2 * ms) / 1000 + 1e-6)
    }),
  )
})
