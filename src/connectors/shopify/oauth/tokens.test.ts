import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { z } from 'zod'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../../test/conformance/account.ts'
import { ask } from '../client.ts'
import type { Credentials } from '../credentials.ts'
import { whoAmI } from '../documents/documents.ts'

let shop: ShopifySandbox
before(async () => {
  shop = await startShopify()
})
afterEach(() => shop.faults.clear())
after(() => shop.close())

const Pair = z.object({ access_token: z.string(), refresh_token: z.string() })
const iso = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

/** An account with a token that ends in so many seconds, by its own book; at the shop it lives on until `expireAll`. */
function account(endsIn: number, more: Partial<Credentials> = {}) {
  const pair = Pair.parse(JSON.parse(String(shop.tokens.issue().body)))
  const { domain, clientId, clientSecret } = shop
  const credentials: Credentials = {
    shop: domain,
    clientId,
    clientSecret,
    accessToken: pair.access_token,
    refreshToken: pair.refresh_token,
    accessExpiresAt: iso(endsIn),
    ...more,
  }
  return openAccount(credentials, { origin: shop.url })
}
type Who = ReturnType<typeof account>
const token = '/admin/oauth/access_token'
const renewals = async (work: () => Promise<unknown>): Promise<number> => {
  const before_ = shop.tokens.refreshes
  await work()
  return shop.tokens.refreshes - before_
}
const refusalCode = (who: Who) =>
  ask(who, whoAmI, {}).then(
    () => 'none',
    (error: unknown) => (isRefusal(error) ? error.code : String(error)),
  )

describe('an expiring token', () => {
  test('is left alone while it holds', async () => {
    assert.equal(await renewals(() => ask(account(600), whoAmI, {})), 0)
  })

  test('is renewed before it ends, once for ten calls at the same time', async () => {
    const who = account(100)
    const calls = Array.from({ length: 10 }, () => () => ask(who, whoAmI, {}))
    assert.equal(await renewals(() => Promise.all(calls.map(call => call()))), 1)
    assert.ok(Date.parse(who.credentials.accessExpiresAt ?? '') > Date.now() + 3_000_000)
    assert.ok(Date.parse(who.credentials.refreshExpiresAt ?? '') > Date.now() + 7_000_000_000)
  })

  test('is renewed when it is refused, once for ten calls at the same time', async () => {
    const who = account(3600)
    shop.tokens.expireAll()
    const calls = Array.from({ length: 10 }, () => () => ask(who, whoAmI, {}))
    assert.equal(await renewals(() => Promise.all(calls.map(call => call()))), 1)
    assert.deepEqual(who.notices, [])
    assert.equal(await renewals(() => ask(who, whoAmI, {})), 0)
  })

  test('that another process renewed is taken from there', async () => {
    const other = account(3600)
    const late = account(3600)
    const stale = late.credentials
    // As the row lock does it: what is stored is already newer than what this process holds.
    const who = {
      ...late,
      notice: late.notice,
      credentials: stale,
      renew: async (change: (stored: Credentials) => Promise<Credentials>) => {
        const stored = await change(other.credentials)
        who.credentials = stored
        return stored
      },
    }
    shop.faults.plan({ kind: 'status', status: 401 })
    assert.equal(await renewals(() => ask(who, whoAmI, {})), 0)
    assert.equal(who.credentials.accessToken, other.credentials.accessToken)
  })

  test('is used to its end while the token endpoint is away', async () => {
    shop.faults.plan({ kind: 'status', status: 503 }, 1, { path: token })
    const who = account(60)
    assert.equal(await refusalCode(who), 'none')
    assert.equal(await renewals(() => ask(who, whoAmI, {})), 1)
  })

  test('that ended makes the call unavailable while the token endpoint is away', async () => {
    for (const fault of [
      { kind: 'html' },
      { kind: 'reset-before' },
      { kind: 'status', status: 500 },
    ] as const) {
      shop.faults.plan(fault, 1, { path: token })
      const who = account(-1)
      assert.equal(await refusalCode(who), 'unavailable')
      assert.deepEqual(who.notices, [])
    }
  })

  test('that cannot be renewed any more is said at the connection, once', async () => {
    const who = account(60, { refreshToken: 'shprt_used_already' })
    shop.tokens.expireAll()
    assert.equal(await refusalCode(who), 'unauthenticated')
    assert.deepEqual(
      who.notices.map(one => one.kind),
      ['credentials_refused'],
    )
  })

  test('that is refused although it is new is said, and not renewed again and again', async () => {
    shop.faults.plan({ kind: 'status', status: 401 }, 2, { operation: 'shop' })
    const who = account(3600)
    assert.equal(await renewals(async () => assert.equal(await refusalCode(who), 'unauthenticated')), 1)
    assert.equal(who.notices.length, 1)
  })

  test('without a client id cannot be renewed', async () => {
    const { clientId: _, ...rest } = account(60).credentials
    const who = openAccount<Credentials>({ ...rest }, { origin: shop.url })
    assert.equal(await renewals(() => ask(who, whoAmI, {})), 0)
  })
})
