import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { queue, until } from '../../waiting/queue.ts'
import { figure } from '../figure.ts'
import { numberFrom } from '../seeded.ts'

const flood = numberFrom('FAULTS_FLOOD', 2_000, 100_000)
const others = numberFrom('FAULTS_OTHERS', 8, 100)
const promisedMs = 5_000

for (const name of ['work', 'actions'] as const) {
  test(`P12: beside ${flood} jobs of another in ${name}, those of a small shop begin within ${promisedMs / 1000} s`, async t => {
    await using q = await queue()
    const small = await createAccount(q.house.db, { name: 'Small', ownerEmail: 'o@small.test' })
    for (let at = 0; at < flood; at += 1_000)
      await q.add(
        Array.from({ length: 1_000 }, (_, n) => ({ queue: name, lane: `a${at + n}`, data: {} })),
        q.house.tenantId,
      )
    const added = new Map<string, number>()
    const waits: number[] = []
    let [done, before] = [0, 0]
    await q.worker({
      [name]: async (job: { tenantId: string; lane: string | undefined }) => {
        const at = added.get(job.lane ?? '')
        if (job.tenantId === small.tenantId && at !== undefined) waits.push(performance.now() - at)
        else done += 1
        await sleep(20)
      },
    })
    for (let nth = 0; nth < others; nth += 1) {
      const lane = `b${nth}`
      added.set(lane, performance.now())
      await q.add({ queue: name, lane, data: {} }, small.tenantId)
      await sleep(100)
    }
    before = done
    await until('all of the small shop began', () => waits.length === others)
    const p95 = waits.toSorted((one, two) => one - two)[Math.ceil(others * 0.95) - 1] ?? Number.NaN
    // The order is the promise: a queue that is first come, first served would have begun the whole flood before.
    assert.ok(before < flood)
    figure(
      t,
      'P12',
      `${name}: ${flood} jobs of one account waiting, ${others} of another added meanwhile: p95 of their start ${Math.round(p95)} ms, ${done} of the flood done beside them`,
      p95 < promisedMs,
    )
  })
}
