import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { inspect } from 'node:util'
import { isRefusal, type Refusal, type RefusalCode } from '#spine/refusal.ts'
import type { Fault } from '#sandbox/faults.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { httpFaults } from '../../../test/conformance/http-faults.ts'
import { freePort } from '../../../test/conformance/rigs/nowhere.ts'
import { apiVersion, ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { orderById, subscribe, whoAmI } from './documents/documents.ts'

let shop: ShopifySandbox
before(async () => {
  shop = await startShopify()
  shop.shop.addLocation('Main street')
  shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 5 } })
})
afterEach(() => shop.faults.clear())
after(() => shop.close())

const account = (more: Partial<Credentials> = {}, origin = shop.url) => {
  const { domain, accessToken, clientSecret } = shop
  return openAccount({ shop: domain, accessToken, clientSecret, ...more }, { origin })
}
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const answer = (body: unknown, status = 200): Fault => ({
  kind: 'status',
  status,
  body: JSON.stringify(body),
})

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => assert.fail('no refusal'),
    (thrown: unknown) => thrown,
  )
  assert.ok(isRefusal(error), String(error))
  return error
}

let uris = 0
const write = (who = account()) =>
  ask(who, subscribe, { topic: 'ORDERS_CREATE', uri: `https://desk.example/webhook/x/${(uris += 1)}` })

describe('a write', () => {
  const quick = httpFaults.filter(one => !one.isSilent)
  for (const { name, fault, write: codes } of quick)
    test(`under ${name} is ${codes.join(' or ')}`, async () => {
      shop.faults.plan(fault)
      const { code } = await refusalOf(write())
      assert.ok(codes.includes(code), code)
    })

  const graphql: readonly [string, unknown, RefusalCode][] = [
    [
      'an internal error',
      { errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] },
      'unknown_outcome',
    ],
    ['a failure on the way', { data: { a: null }, errors: [{ message: 'x' }] }, 'unknown_outcome'],
    ['a refused document', { errors: [{ message: 'x', extensions: { code: 'undefinedField' } }] }, 'refused'],
    ['errors in one string', { errors: 'Not acceptable' }, 'refused'],
    [
      'a query that costs too much',
      { data: {}, errors: [{ message: 'x', extensions: { code: 'MAX_COST_EXCEEDED' } }] },
      'refused',
    ],
    [
      'the same key at the same time',
      { errors: [{ message: 'x', extensions: { code: 'IDEMPOTENCY_CONCURRENT_REQUEST' } }] },
      'unavailable',
    ],
    [
      'a denied scope',
      { data: null, errors: [{ message: 'x', extensions: { code: 'ACCESS_DENIED' } }] },
      'forbidden',
    ],
    [
      'withheld personal fields',
      {
        data: { webhookSubscriptionCreate: null },
        errors: [{ message: 'x', path: ['a', 'email'], extensions: { code: 'ACCESS_DENIED' } }],
      },
      'forbidden',
    ],
    ['data of another form', { data: { webhookSubscriptionCreate: 7 } }, 'unknown_outcome'],
    ['an answer of another form', [], 'unknown_outcome'],
  ]
  for (const [name, body, code] of graphql)
    test(`under ${name} is ${code}`, async () => {
      shop.faults.plan(answer(body))
      assert.equal((await refusalOf(write())).code, code)
    })

  test('that never left is unavailable', async () => {
    const nowhere = account({}, `http://127.0.0.1:${await freePort()}`)
    assert.equal((await refusalOf(write(nowhere))).code, 'unavailable')
    const nameless = account({}, 'http://no-such-host.invalid')
    assert.equal((await refusalOf(write(nameless))).code, 'unavailable')
  })

  test('to a shop that is frozen or locked did not happen', async () => {
    for (const status of [402, 423]) {
      shop.faults.plan({ kind: 'status', status })
      assert.equal((await refusalOf(write())).code, 'unavailable')
    }
  })
})

describe('a read', () => {
  test('of an order goes without the personal fields that Shopify withholds', async () => {
    const order = {
      id: 'gid://shopify/Order/1',
      name: '#1',
      processedAt: soon(0),
      updatedAt: soon(0),
      cancelledAt: null,
      test: false,
      confirmed: true,
      sourceName: 'web',
      tags: [],
      displayFulfillmentStatus: 'UNFULFILLED',
      email: null,
      legacyResourceId: '1',
      customer: null,
      fulfillmentOrders: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
    }
    const denied = (path: string[]) => ({
      message: 'not approved',
      path,
      extensions: { code: 'ACCESS_DENIED' },
    })
    const errors = [denied(['order', 'email']), denied(['order', 'customer'])]
    shop.faults.plan(answer({ data: { order }, errors }))
    assert.equal((await ask(account(), orderById, { id: order.id })).order?.name, '#1')
    shop.faults.plan(answer({ data: { order }, errors: [...errors, denied(['order', 'tags'])] }))
    const refusal = await refusalOf(ask(account(), orderById, { id: order.id }))
    assert.equal(refusal.code, 'forbidden')
  })

  test('says which scope is missing', async () => {
    const few = await startShopify({ scopes: ['read_products'] })
    try {
      const refusal = await refusalOf(ask(account({}, few.url), orderById, { id: 'gid://shopify/Order/1' }))
      assert.equal(refusal.code, 'forbidden')
      assert.match(refusal.says, /read_orders/)
    } finally {
      await few.close()
    }
  })

  test('of a version that fell forward is noticed', async () => {
    const who = account()
    shop.faults.plan({
      ...answer({}),
      kind: 'status',
      status: 200,
      headers: { 'x-shopify-api-version': '2027-01' },
    })
    await refusalOf(ask(who, whoAmI, {}))
    assert.deepEqual(who.notices, [{ kind: 'version', asked: apiVersion, answered: '2027-01' }])
    const calm = account()
    await ask(calm, whoAmI, {})
    assert.deepEqual(calm.notices, [])
  })
})

describe('A6: a secret', () => {
  test('is in no refusal and no notice, whatever Shopify repeats', async () => {
    const secrets = {
      clientSecret: 'shpss_very_secret',
      refreshToken: 'shprt_very_secret',
      previousClientSecret: 'shpss_old_secret',
    }
    const words = [shop.accessToken, ...Object.values(secrets)].join(' and ')
    for (const body of [
      { errors: words },
      { errors: [{ message: words, extensions: { code: 'ACCESS_DENIED' } }] },
      { data: words },
      words,
    ])
      for (const status of [200, 400, 403, 500]) {
        const who = account(secrets)
        shop.faults.plan(answer(body, status))
        const refusal = await refusalOf(ask(who, whoAmI, {}))
        const told = inspect([refusal, who.notices], { depth: 9, showHidden: true })
        for (const secret of [shop.accessToken, ...Object.values(secrets)])
          assert.ok(!told.includes(secret), told)
      }
  })
})
