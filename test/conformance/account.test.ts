import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAccount } from './account.ts'

const few = { pace: { calls: 2, perSeconds: 1 } }

test('the bucket refuses while paused, and never runs dry for ever', async () => {
  const { pace } = openAccount({}, few)
  for (const cost of [1, 1, 1, 5]) await pace.take(cost)
  await pace.learn({ level: 0, capacity: 10, perSecond: 1 })
  await pace.take(3)
  assert.deepEqual(pace.taken, [1, 1, 1, 5, 3])
  await pace.pause(9)
  await assert.rejects(pace.take(1), { code: 'rate_limited', retryAfterSeconds: 9 })
})

test('credentials are renewed one after another, and a failed renewal leaves them as they were', async () => {
  const account = openAccount({ token: 1 })
  const failing = account.renew(async () => Promise.reject(new Error('no')))
  const [one, two] = [1, 2].map(() => account.renew(async stored => ({ token: stored.token + 1 })))
  await assert.rejects(failing)
  assert.deepEqual([await one, await two, account.credentials], [{ token: 2 }, { token: 3 }, { token: 3 }])
})
