import assert from 'node:assert/strict'
import { isRefusal, type Refusal } from '#spine/refusal.ts'
import { refusalOf } from '../bench.ts'
import type { Throttle } from '../rig.ts'
import type { Check } from './check.ts'
import { works } from './works.ts'

export const paceChecks: readonly Check[] = [
  {
    says: 'nothing is asked of the platform before the pace allows it',
    grade: 'silver',
    run: async bench => {
      for (const [name, work, deed] of works(bench)) {
        const free = bench.account()
        const input = await deed?.input()
        await work(free, input)
        assert.ok(free.pace.taken.length > 0, `${name} does not ask the pace`)
        const paused = bench.account()
        await paused.pace.pause(30)
        const before = bench.rig.ledger.entries().length
        const refusal = await refusalOf(`${name} while paused`, () => work(paused, input))
        assert.equal(refusal.code, 'rate_limited')
        assert.equal(bench.rig.ledger.entries().length, before)
      }
    },
  },
  {
    says: 'a throttle stops everybody for as long as the platform says',
    grade: 'silver',
    run: async bench => {
      for (const throttle of bench.rig.throttles)
        for (const [name, work, deed, aim] of works(bench)) {
          if (aim === null) continue
          const account = bench.account()
          const input = await deed?.input()
          const before = bench.rig.ledger.entries().length
          bench.rig.faults.plan(throttle.fault(), 1, aim ?? {})
          const refusal = await refusalOf(`${name} after ${throttle.name}`, () => work(account, input))
          bench.rig.faults.clear()
          obeys(throttle, refusal, account.pace.pauses)
          assert.equal(bench.rig.ledger.entries().length, before, `${name} wrote although throttled`)
          // The very next call must be held back by the bucket, without asking the platform.
          const held = await work(account, input).catch((error: unknown) => error)
          assert.ok(isRefusal(held) && held.code === 'rate_limited', `${name} goes on after ${throttle.name}`)
        }
    },
  },
]

function obeys({ name, seconds }: Throttle, refusal: Refusal, pauses: readonly number[]): void {
  assert.equal(refusal.code, 'rate_limited', `Retry-After ${name}`)
  const [from, to] = seconds
  for (const said of [refusal.retryAfterSeconds, pauses.at(-1)])
    assert.ok(said !== undefined && said >= from && said <= to, `Retry-After ${name}: ${said} s`)
}
