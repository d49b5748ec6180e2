import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { commitIntent } from '#spine/actions/intent.ts'
import { openDatabase, type Database, type Tx } from '#spine/database/database.ts'
import { nextId } from '#spine/ids.ts'
import { isRefusal } from '#spine/refusal.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { systemActor } from '#spine/tenancy/actor.ts'
import { migratedDatabase } from '../../../../test/migrated.ts'
import type { TestDatabase } from '../../../../test/database.ts'
import { decideFor } from '../decide-for.ts'
import { policySchema } from '../policy.ts'
import { release, reserve, spend } from '../reserve.ts'
import { savePolicy } from '../store.ts'

let database: TestDatabase
let pools: Database[] = []
const connection = nextId()

before(async () => {
  database = await migratedDatabase()
  pools = [1, 2, 3].map(() => openDatabase({ url: database.url, poolSize: 8 }))
})
after(async () => {
  await Promise.all(pools.map(pool => pool.close()))
  await database.drop()
})

const pool = (at = 0): Database => {
  const found = pools[at % pools.length]
  assert.ok(found)
  return found
}

/** A shop whose refunds up to 50 EUR need nobody, and are capped: so much per order, and so much in all. */
async function shopWith(caps: object[]): Promise<{ tenantId: string; refund: ReturnType<typeof refunding> }> {
  const { tenantId } = await createAccount(pool(), { name: 'Mugs', ownerEmail: 'owner@mugs.test' })
  const policy = policySchema.parse({
    rules: [
      {
        name: 'small-refunds',
        when: { risk: ['money'], moneyAtMost: { minor: 5000, currency: 'EUR' } },
        verdict: { is: 'allow' },
      },
    ],
    caps,
    rates: { base: 'EUR', worth: { USD: '0.5' } },
  })
  await pool().tenant(tenantId, tx =>
    savePolicy(tx, systemActor(tenantId, 'cli'), { policy, from: 0, reason: 'a test' }),
  )
  return { tenantId, refund: refunding(tenantId) }
}

function refunding(tenantId: string) {
  const deed = (minor: number, order = '1', currency = 'EUR') => ({
    actor: systemActor(tenantId, 'cli'),
    tool: 'shopify.refund_order',
    permission: 'act:money' as const,
    risk: 'money' as const,
    connection,
    preview: { subject: order, title: `#${order}`, changes: [], customer: 'c', money: { minor, currency } },
  })
  const intent = async (tx: Tx) => {
    const { actor } = deed(0)
    const wanted = { id: nextId(), action: 'refund_order', tool: 'shopify.refund_order' }
    const key = nextId()
    return (
      await commitIntent(tx, { ...wanted, connectionId: connection, key, input: {}, actor, state: 'waiting' })
    ).intent.id
  }
  /** As a door does it: intent, decision and share in one transaction. Gives the intent, or why it was refused. */
  const ask = (at: number, minor: number, order?: string, currency?: string) =>
    pool(at)
      .tenant(tenantId, async tx => {
        const id = await intent(tx)
        const wanted = deed(minor, order, currency)
        const verdict = await decideFor(tx, wanted)
        assert.ok(verdict.is !== 'approve')
        // The caps' own lock is on trial, not the look before it.
        if (verdict.is === 'deny' && verdict.code !== 'cap') return verdict.says
        await reserve(tx, id, wanted)
        return { id }
      })
      .catch((error: unknown) => {
        if (!isRefusal(error)) throw error
        return error.says
      })
  return { deed, intent, ask }
}

const counted = (tenantId: string) =>
  pool().tenant(tenantId, async tx => {
    const [row] = await tx.query<{ minor: number; count: number; held: number }>(
      `select coalesce(sum(minor), 0)::int as minor, coalesce(sum(count), 0)::int as count,
              (select count(*)::int from cap_reservations where key not like 'each-action%') as held
         from cap_usage where key not like 'each-action%'`,
    )
    return row
  })

const daily = { name: 'daily', per: 'tenant', every: 'day', money: { minor: 100_000, currency: 'EUR' } }

test('A15: of 200 refunds at once, from three pools, as many pass as the cap has room for, to the cent', async () => {
  const { tenantId, refund } = await shopWith([daily])
  const told = await Promise.all(Array.from({ length: 200 }, (_, at) => refund.ask(at, 3700, `${at % 9}`)))
  const passed = told.filter(one => typeof one !== 'string')
  assert.equal(passed.length, Math.floor(100_000 / 3700))
  assert.deepEqual(await counted(tenantId), { minor: 27 * 3700, count: 27, held: 27 })
  const no = told.find(one => typeof one === 'string')
  assert.match(
    String(no),
    /daily lets pass at most 1000\.00 EUR per day \(999\.00 EUR used\); this would be 37\.00 EUR/,
  )
})

test('what fails gives back its share, and every cap holds at every moment', async () => {
  const perOrder = {
    name: 'order',
    per: 'order',
    every: 'day',
    money: { minor: 12_000, currency: 'EUR' },
    count: 5,
  }
  const { tenantId, refund } = await shopWith([daily, perOrder])
  let open = 0
  const done = new Map<string, number>()
  await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const [minor, order] = [1000 + ((at * 733) % 4000), String(at % 9)]
      const told = await refund.ask(at, minor, order)
      if (typeof told === 'string') return
      open += minor
      assert.ok(open <= 100_000, `${open} at once`)
      const isDone = at % 3 !== 0
      if (!isDone) open -= minor
      await pool(at + 1).tenant(tenantId, tx => (isDone ? spend(tx, told.id) : release(tx, told.id)))
      if (isDone) done.set(order, (done.get(order) ?? 0) + minor)
    }),
  )
  const sum = [...done.values()].reduce((one, other) => one + other, 0)
  assert.ok(sum > 0 && sum <= 100_000)
  for (const minor of done.values()) assert.ok(minor <= 12_000)
  const all = await counted(tenantId)
  assert.deepEqual([all?.minor, all?.held], [2 * sum, 0])
})

test('A15: a look alone lets two pass where one has room: the share is what counts', async () => {
  const { tenantId, refund } = await shopWith([{ ...daily, money: { minor: 4000, currency: 'EUR' } }])
  const wanted = refund.deed(3000)
  const looked = Promise.withResolvers<void>()
  let lookers = 0
  const tries = await Promise.allSettled(
    [0, 1].map(at =>
      pool(at).tenant(tenantId, async tx => {
        const id = await refund.intent(tx)
        assert.equal((await decideFor(tx, wanted)).is, 'allow')
        if ((lookers += 1) === 2) looked.resolve()
        await looked.promise
        await reserve(tx, id, wanted)
      }),
    ),
  )
  assert.deepEqual(tries.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  assert.equal((await pool().tenant(tenantId, tx => decideFor(tx, wanted))).is, 'deny')
})

test('a share is taken once, given back once, and never after it was spent', async () => {
  const { tenantId, refund } = await shopWith([daily])
  const id = await pool().tenant(tenantId, refund.intent)
  const twice = (work: (tx: Tx) => Promise<void>) =>
    Promise.all([0, 1].map(at => pool(at).tenant(tenantId, work)))
  await twice(tx => reserve(tx, id, refund.deed(500)))
  assert.deepEqual(await counted(tenantId), { minor: 500, count: 1, held: 1 })
  await twice(tx => release(tx, id))
  assert.deepEqual(await counted(tenantId), { minor: 0, count: 0, held: 0 })
  await pool().tenant(tenantId, tx => reserve(tx, id, refund.deed(500)))
  await pool().tenant(tenantId, tx => spend(tx, id))
  await twice(tx => release(tx, id))
  assert.deepEqual(await counted(tenantId), { minor: 500, count: 1, held: 0 })
})

test('a day’s share is given back to that day', async () => {
  const { tenantId, refund } = await shopWith([daily])
  const told = await refund.ask(0, 500)
  assert.ok(typeof told !== 'string')
  await pool().tenant(tenantId, async tx => {
    await tx.query(`update cap_reservations set since = since - interval '1 day'`)
    await tx.query(`update cap_usage set since = since - interval '1 day', count = 7`)
    await reserve(tx, await refund.intent(tx), refund.deed(900))
    await release(tx, told.id)
  })
  const rows = await pool().tenant(tenantId, tx =>
    tx.query(`select count, minor::int as minor from cap_usage where key like 'daily%' order by since`),
  )
  assert.deepEqual(rows, [
    { count: 6, minor: 0 },
    { count: 1, minor: 900 },
  ])
})

test('a new day begins with nothing used, to whoever looks and to whoever takes', async () => {
  const { tenantId, refund } = await shopWith([{ ...daily, money: { minor: 4000, currency: 'EUR' } }])
  const look = () => pool().tenant(tenantId, tx => decideFor(tx, refund.deed(4000)))
  await refund.ask(0, 4000)
  assert.equal((await look()).is, 'deny')
  await pool().tenant(tenantId, tx => tx.query(`update cap_usage set since = since - interval '1 day'`))
  assert.equal((await look()).is, 'allow')
  assert.ok(typeof (await refund.ask(0, 4000)) !== 'string')
  assert.equal((await look()).is, 'deny')
})

test('the first deed of a day may be too large by itself, and is not counted', async () => {
  const { tenantId, refund } = await shopWith([{ ...daily, money: { minor: 4000, currency: 'EUR' } }])
  assert.match(String(await refund.ask(0, 4001)), /\(0\.00 EUR used\); this would be 40\.01 EUR/)
  assert.deepEqual(await counted(tenantId), { minor: 0, count: 0, held: 0 })
  const none = await shopWith([{ name: 'none', per: 'tenant', every: 'hour', count: 0 }])
  assert.match(String(await none.refund.ask(0, 1)), /none lets pass at most 0 times per hour/)
})

test('other currencies are counted at the stored rate, rounded up, and unknown ones not at all', async () => {
  const { tenantId, refund } = await shopWith([daily])
  assert.ok(typeof (await refund.ask(0, 101, '1', 'USD')) !== 'string')
  assert.equal((await counted(tenantId))?.minor, 51)
  const foreign = pool().tenant(tenantId, async tx =>
    reserve(tx, await refund.intent(tx), refund.deed(1, '1', 'CHF')),
  )
  await assert.rejects(foreign, { code: 'forbidden', says: /CHF cannot be counted in EUR/ })
})

test('A10: caps of two shops are two', async () => {
  const [one, other] = await Promise.all([shopWith([daily]), shopWith([daily])])
  await one.refund.ask(0, 5000)
  assert.equal((await counted(other.tenantId))?.minor, 0)
})
