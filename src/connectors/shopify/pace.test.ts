import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { isRefusal, type Refusal } from '#spine/refusal.ts'
import type { Fault } from '#sandbox/faults.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { ask } from './client.ts'
import type { Credentials } from './credentials.ts'
import { whoAmI } from './documents/documents.ts'

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

describe('the pace', () => {
  test('is asked before and corrected after each call', async () => {
    const who = account()
    await ask(who, whoAmI, {})
    assert.deepEqual(who.pace.taken, [whoAmI.cost])
    const [reading] = who.pace.learned
    assert.deepEqual({ ...reading, level: 0 }, { level: 0, capacity: 2000, perSecond: 1000 })
    assert.ok((reading?.level ?? 0) > 1900)
  })

  test('is waited out when Shopify throttles, a few times and no more', async () => {
    const pauses: number[] = []
    const patient = () => {
      const who = account()
      return {
        ...who,
        credentials: who.credentials,
        pace: { ...quiet, pause: async (s: number) => void pauses.push(s) },
      }
    }
    shop.faults.plan({ kind: 'throttled' }, 3)
    assert.equal((await ask(patient(), whoAmI, {})).shop.name, 'Sandbox shop')
    assert.deepEqual(pauses, [0.5, 0.5, 0.5])
    shop.faults.plan({ kind: 'throttled' }, 4)
    const refusal = await refusalOf(ask(patient(), whoAmI, {}))
    assert.deepEqual([refusal.code, refusal.retryAfterSeconds], ['rate_limited', 1])
    shop.faults.plan(answer({ errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] }))
    await ask(patient(), whoAmI, {})
    assert.equal(pauses.at(-1), 2)
  })

  test('that throttles for longer than the deadline is a refusal at once', async () => {
    const cost = {
      requestedQueryCost: 9000,
      throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 0, restoreRate: 100 },
    }
    const throttled = {
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: { cost },
    }
    shop.faults.plan(answer(throttled))
    const refusal = await refusalOf(
      ask({ ...account(), credentials: account().credentials, pace: quiet }, whoAmI, {}),
    )
    assert.deepEqual([refusal.code, refusal.retryAfterSeconds], ['rate_limited', 90])
  })

  test('that cannot be corrected does not spoil the answer', async () => {
    const pace = { ...quiet, learn: () => Promise.reject(new Error('no database')) }
    const answered = await ask({ ...account(), credentials: account().credentials, pace }, whoAmI, {})
    assert.equal(answered.shop.myshopifyDomain, shop.domain)
  })

  const quiet = { take: async () => {}, learn: async () => {}, pause: async () => {} }
})
