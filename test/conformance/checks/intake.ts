import assert from 'node:assert/strict'
import type { Delivery, Intake } from '#spine/connections/intake.ts'
import { isRefusal } from '#spine/refusal.ts'
import type { Bench } from '../bench.ts'
import type { Check } from './check.ts'

/** For connectors with an intake; the others are silver by pace and faults alone. */
export const intakeChecks: readonly Check[] = [
  {
    says: 'a signed delivery verifies, and with one byte flipped it does not',
    grade: 'silver',
    run: async bench => {
      const { intake, deliveries, signature } = intakeOf(bench)
      for (const { first, again } of deliveries) {
        for (const one of [first, again]) assert.ok(intake.verify(one, bench.rig.good), one.topic)
        assert.ok(!intake.verify(first, bench.rig.bad), 'verified with other credentials')
        for (const forged of forgeries(first, signature))
          assert.equal(intake.verify(forged, bench.rig.good), false, `${first.topic}: a forgery verified`)
      }
    },
  },
  {
    says: 'the same event told twice is one event',
    grade: 'silver',
    run: async bench => {
      const { intake, deliveries } = intakeOf(bench)
      const keys = deliveries.map(({ first, again }) => {
        const [one, two] = [intake.arrival(first), intake.arrival(again)]
        assert.equal(one.topic, two.topic)
        assert.ok(one.eventId ?? one.businessKey, `${one.topic}: nothing tells it from others`)
        const isOne = [
          one.eventId === two.eventId && one.eventId,
          one.businessKey === two.businessKey && one.businessKey,
        ]
        assert.ok(isOne.some(Boolean), `${one.topic}: told twice, it is two events`)
        return `${one.topic} ${one.businessKey ?? one.eventId}`
      })
      assert.equal(new Set(keys).size, keys.length, 'different events are taken for one')
    },
  },
  {
    says: 'every sample tells facts, and nonsense is refused',
    grade: 'silver',
    run: async bench => {
      const { intake, deliveries } = intakeOf(bench)
      for (const { first } of deliveries) {
        const { topic } = intake.arrival(first)
        for (const fact of intake.facts({ topic, body: first.body.toString('utf8') })) {
          assert.match(fact.name, /^[a-z_]+\.[a-z_]+$/)
          assert.ok(fact.subject.length > 0)
        }
        for (const body of ['', '{', 'null', '[]', '<html>']) {
          const refusal = attempt(() => intake.arrival({ ...first, body: Buffer.from(body) }))
          const isRefused = isRefusal(refusal) && refusal.code === 'invalid_input'
          assert.ok(isRefused || refusal === undefined, `${topic}: ${body || 'an empty body'} is no refusal`)
        }
      }
    },
  },
]

function intakeOf<C>(bench: Bench<C>) {
  const { intake } = bench.connector
  assert.ok(intake && bench.rig.intake && bench.rig.intake.deliveries.length > 0, 'no deliveries to try')
  const typed: Intake<C> = intake
  return { intake: typed, ...bench.rig.intake }
}

function* forgeries(delivery: Delivery, signature: readonly string[]): Generator<Delivery> {
  const { body } = delivery
  for (const at of new Set([0, Math.floor(body.length / 2), body.length - 1])) {
    const flipped = Buffer.from(body)
    flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at)
    yield { ...delivery, body: flipped }
  }
  yield { ...delivery, body: Buffer.concat([body, Buffer.from(' ')]) }
  for (const name of signature) {
    const value = delivery.headers[name]
    assert.ok(value, `the delivery has no ${name}`)
    const flipped = (value.startsWith('A') ? 'B' : 'A') + value.slice(1)
    for (const forged of [flipped, `${value}A`, value.slice(1), '', 'ä'.repeat(value.length), undefined])
      yield { ...delivery, headers: { ...delivery.headers, [name]: forged } }
  }
}

/** What was thrown, or undefined. */
function attempt(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
