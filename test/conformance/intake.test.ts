import assert from 'node:assert/strict'
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { test } from 'node:test'
import { z } from 'zod'
import { Faults } from '#sandbox/faults.ts'
import { openLedger } from '#sandbox/ledger.ts'
import { connector } from '#spine/connections/connector.ts'
import type { Delivery, Intake } from '#spine/connections/intake.ts'
import { Refusal } from '#spine/refusal.ts'
import { Bench } from './bench.ts'
import { intakeChecks } from './checks/intake.ts'
import type { Rig } from './rig.ts'

interface C {
  secret: string
}

// No connector with webhooks is needed to try the questions about them: this one only signs and reads.
const sign = (body: Buffer, secret: string) => createHmac('sha256', secret).update(body).digest('base64')
const Body = z.object({ id: z.string(), version: z.int() })
const good: Intake<C> = {
  verify({ body, headers }, { secret }) {
    const [given, own] = [Buffer.from(headers['x-signature'] ?? ''), Buffer.from(sign(body, secret))]
    return given.length === own.length && timingSafeEqual(given, own)
  },
  arrival({ body, topic }) {
    try {
      const { id, version } = Body.parse(JSON.parse(body.toString()))
      return { topic, eventId: id, businessKey: `${topic}:${id}:${version}` }
    } catch {
      throw new Refusal('invalid_input', 'That is no event.')
    }
  },
  facts: event => [{ name: 'order.created', subject: Body.parse(JSON.parse(event.body)).id }],
}

function deliveryOf(id: string): Delivery {
  const body = Buffer.from(JSON.stringify({ id, version: 1 }))
  return { body, topic: 'orders/create', headers: { 'x-signature': sign(body, 'first-secret') } }
}

const deliveries = ['1', '2'].map(id => ({ first: deliveryOf(id), again: deliveryOf(id) }))
const rig: Rig<C> = {
  good: { secret: 'first-secret' },
  bad: { secret: 'other-secret' },
  nowhere: {},
  ledger: openLedger(),
  faults: new Faults(),
  checkAim: null,
  deeds: {},
  faultCases: [],
  throttles: [],
  samples: [],
  intake: { deliveries, signature: ['x-signature'] },
  close: async () => {},
}

async function failed(change: Partial<Intake<C>>): Promise<string[]> {
  const Toy = connector<C>({
    id: 'toy',
    title: 'Toy',
    credentials: z.object({ secret: z.string().meta({ secret: true, says: 'A secret.' }) }),
    check: async () => ({ externalId: 'toy', title: 'Toy' }),
    pace: { calls: 1, perSeconds: 1 },
    intake: { ...good, ...change },
    provides: [],
  })
  const says: string[] = []
  for (const check of intakeChecks) await check.run(new Bench(Toy, rig)).catch(() => says.push(check.says))
  return says
}

const [verifies, oneEvent, facts] = intakeChecks.map(check => check.says)

test('a good intake passes', async () => assert.deepEqual(await failed({}), []))

test('A1: an intake that verifies everything, nothing, or only the beginning is found', async () => {
  const anyBegin = ({ headers, body }: Delivery, { secret }: C) =>
    headers['x-signature']?.slice(0, 20) === sign(body, secret).slice(0, 20)
  for (const verify of [() => true, () => false, anyBegin])
    assert.deepEqual(await failed({ verify }), [verifies])
})

test('A1: an intake that throws at a broken signature is found', async () => {
  const verify = ({ body, headers }: Delivery, { secret }: C) =>
    timingSafeEqual(Buffer.from(headers['x-signature'] ?? ''), Buffer.from(sign(body, secret)))
  assert.deepEqual(await failed({ verify }), [verifies])
})

test('an intake that cannot tell events apart, or takes one for two, is found', async () => {
  const always = { ...good, arrival: (one: Delivery) => ({ ...good.arrival(one), businessKey: 'same' }) }
  const never = {
    ...good,
    arrival: (one: Delivery) => ({ ...good.arrival(one), eventId: randomUUID(), businessKey: randomUUID() }),
  }
  for (const change of [always, never]) assert.deepEqual(await failed(change), [oneEvent])
})

test('an intake that lets a parser error out, or tells nameless facts, is found', async () => {
  const arrival = ({ body, topic }: Delivery) => ({
    topic,
    eventId: Body.parse(JSON.parse(body.toString())).id,
  })
  const nameless = () => [{ name: 'OrderCreated', subject: '' }]
  assert.deepEqual(await failed({ arrival }), [facts])
  assert.deepEqual(await failed({ facts: nameless }), [facts])
})
