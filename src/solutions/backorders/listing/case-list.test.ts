import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fillCases } from '../../../../test/cases/fill-cases.ts'
import { world, type World } from '../../../../test/world.ts'
import { caseCount, caseStatement, type CaseFilter, type CaseOrder } from './case-list.ts'

/** 100,000 where the full number is wanted. */
const many = Number(process.env['STOREWRIGHT_CASES'] ?? 20_000)

let shop: World
before(async () => {
  shop = await world()
  const { tenantId } = shop.owner
  await fillCases({ databaseUrl: shop.databaseUrl, tenantId, connectionId: shop.shopConnection }, many)
})
after(() => shop[Symbol.asyncDispose]())

const filters: readonly { says: string; filter: CaseFilter; order: CaseOrder; finds: number }[] = [
  { says: 'all', filter: {}, order: 'newest', finds: Math.min(many, 10_000) },
  { says: 'open', filter: { status: 'open' }, order: 'newest', finds: many / 50 },
  { says: 'open by units', filter: { status: 'open', minimumShort: 5 }, order: 'short', finds: -1 },
  { says: 'one order', filter: { search: '#10042' }, order: 'newest', finds: 1 },
  { says: 'one mail', filter: { search: 'BUYER77@example.com' }, order: 'newest', finds: 1 },
  { says: 'an article', filter: { search: 'sku-12 ' }, order: 'newest', finds: -1 },
  { says: 'an open article', filter: { search: 'sku-100', status: 'open' }, order: 'opened', finds: -1 },
  { says: 'nothing', filter: { search: 'nobody@example.com' }, order: 'newest', finds: 0 },
]

for (const { says, filter, order, finds } of filters)
  test(`the list of ${says} is read by an index, and counted`, async () => {
    await shop.db.tenant(shop.owner.tenantId, async tx => {
      const listed = caseStatement(filter, { order, limit: 51 })
      const plan = await tx.query<Record<string, string>>(`explain ${listed.text}`, listed.values)
      const lines = plan.map(row => Object.values(row)[0]).join('\n')
      // From the word to its cases, or along the cases in their order where a word fits many: the planner's choice by its figures. Of
      // few cases, those of many words may be picked out by reading all; their words never are.
      if (filter.search) assert.match(lines, /words_pkey|words_of_one/)
      else assert.doesNotMatch(lines, /Seq Scan/, lines)
      assert.doesNotMatch(lines, /Seq Scan on words/, lines)
      const counted = caseCount(filter, order)
      const [row] = await tx.query<{ n: number }>(counted.text, counted.values)
      if (finds >= 0) assert.equal(row?.n, finds)
    })
  })

test('pages follow each other to the end, in every order, without a row twice or missing', async () => {
  for (const order of ['newest', 'opened', 'short'] as const) {
    const seen: string[] = []
    let cursor: unknown
    do {
      const page = await shop.act('backorders.list_cases', {
        status: 'open',
        order,
        limit: 150,
        ...(cursor !== undefined && { cursor }),
      })
      assert.ok(Array.isArray(page['cases']))
      seen.push(...page['cases'].map((one: { id: string }) => one.id))
      cursor = page['nextCursor'] ?? undefined
    } while (cursor !== undefined)
    assert.equal(new Set(seen).size, seen.length)
    const wanted = caseCount({ status: 'open' }, order)
    const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ n: number }>(wanted.text, wanted.values),
    )
    assert.equal(seen.length, row?.n, order)
  }
})

test('a cursor of another order is refused', async () => {
  const { nextCursor } = await shop.act('backorders.list_cases', { limit: 1 })
  await assert.rejects(shop.act('backorders.list_cases', { order: 'short', cursor: nextCursor }), /cursor/)
})

test('a case is found by its words as soon as it is judged, and by a forgotten mail no more', async () => {
  const order = shop.shopify.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }],
    email: 'ada@words.test',
  })
  const found = async (search: string) => {
    const { cases } = await shop.act('backorders.list_cases', { search })
    return Array.isArray(cases) ? cases.length : 0
  }
  await shop.until('it is found by mail', async () => (await found('ada@words')) === 1)
  assert.equal(await found(order.name), 1)
  assert.equal(await found('mug'), 1)
  assert.equal(await found('ada@words nothing'), 0)
  await shop.settle()
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(
      'update backorder_cases set customer_email = null where customer_email is not null and order_name = $1',
      [order.name],
    ),
  )
  assert.equal(await found('ada@words'), 0)
})

test('the first page counts what needs a person, with the list that shows it', async () => {
  const { secret } = await shop.db.tenant(shop.owner.tenantId, async tx => {
    const { createKey } = await import('#spine/tenancy/api-keys.ts')
    return createKey(tx, shop.owner, { name: 'k', scopes: ['cases:read', 'events:read'] })
  })
  const answer = await fetch(`${shop.url}/v1/home?zone=Europe/Berlin`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  const home = Object(await answer.json())
  assert.equal(answer.status, 200)
  const names = home.needs.map((one: { name: string }) => one.name)
  assert.deepEqual(names, ['cases_open', 'events_parked', 'jobs_dead'])
  assert.ok(home.needs[0].count >= many / 50)
  assert.deepEqual(home.needs[0].filter, { status: 'open' })
  assert.ok(home.today.some((one: { name: string; count: number }) => one.name === 'events_told'))
})
