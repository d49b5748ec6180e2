import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { requestLimit } from '../request-limits.ts'

const ada = { tenantId: 't1', id: 'key_a' }

test('A41: a caller gets as many as the policy says, then again as time passes, and nobody else pays for it', () => {
  let now = 0
  const limit = requestLimit({ perKey: 3 }, () => now)
  const left = () => limit(ada).headers['ratelimit']
  assert.deepEqual([left(), left(), left()], ['"caller";r=2;t=20', '"caller";r=1;t=40', '"caller";r=0;t=60'])
  const { refusal, headers } = limit(ada)
  assert.equal(refusal?.code, 'rate_limited')
  assert.equal(refusal?.retryAfterSeconds, 20)
  assert.equal(headers['ratelimit-policy'], '"caller";q=3;w=60')
  for (const other of [
    { tenantId: 't2', id: 'key_a' },
    { tenantId: 't1', id: 'key_b' },
  ])
    assert.equal(limit(other).refusal, undefined)
  now += 20_000
  assert.equal(limit(ada).refusal, undefined)
  assert.notEqual(limit(ada).refusal, undefined)
})

test('whoever waits as long as was said is served, and in no minute more than twice the policy', () => {
  const paces = fc.record({
    perMinute: fc.integer({ min: 1, max: 1000 }),
    waits: fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 }),
  })
  fc.assert(
    fc.property(paces, ({ perMinute, waits }) => {
      let now = 0
      const limit = requestLimit({ perKey: perMinute }, () => now)
      const served: number[] = []
      for (const wait of waits) {
        now += wait
        const { refusal } = limit(ada)
        if (!refusal) served.push(now)
        else {
          now += (refusal.retryAfterSeconds ?? 0) * 1000
          assert.equal(limit(ada).refusal, undefined)
          served.push(now)
        }
      }
      for (const from of served)
        assert.ok(served.filter(at => at >= from && at < from + 60_000).length <= 2 * perMinute)
    }),
    { numRuns: 50 },
  )
})
