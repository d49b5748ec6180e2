import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../../test/conformance/account.ts'
import { Shopify } from '../connector.ts'
import { checkCallback, shopifyGrant } from './grant.ts'
import { leastScopes, scopeWords } from './scopes.ts'
import { hostileShops } from './samples/hostile-shops.ts'

const secret = 'shpss_client_secret'
const now = new Date('2026-11-21T10:00:00Z')
const usual = {
  code: 'abc',
  shop: 'my-shop.myshopify.com',
  state: 'one two',
  timestamp: String(now.getTime() / 1000),
}

function signed(fields: Record<string, string>): URLSearchParams {
  const text = Object.entries(fields)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return new URLSearchParams({ ...fields, hmac: createHmac('sha256', secret).update(text).digest('hex') })
}
const isRefused = (query: URLSearchParams): boolean => {
  try {
    checkCallback(query, secret, now)
    return false
  } catch (error) {
    return isRefusal(error) && error.code === 'unauthenticated'
  }
}

describe('A29: a callback', () => {
  test('with a good signature passes, spaces and all', () => {
    assert.deepEqual(checkCallback(signed(usual), secret, now), { shop: usual.shop, code: 'abc' })
  })

  test('that was changed anywhere is refused', () => {
    for (const name of ['code', 'shop', 'state', 'timestamp', 'hmac']) {
      const changed = signed(usual)
      changed.set(name, `${changed.get(name)}0`)
      assert.ok(isRefused(changed), name)
      const without = signed(usual)
      without.delete(name)
      assert.ok(isRefused(without), `without ${name}`)
    }
    const more = signed(usual)
    more.append('admin', 'true')
    assert.ok(isRefused(more))
    const loud = signed(usual)
    loud.set('hmac', (loud.get('hmac') ?? '').toUpperCase())
    assert.ok(isRefused(loud))
  })

  test('that names anything twice is refused, though it be signed', () => {
    const text = 'code=abc&shop=evil.myshopify.com&shop=my-shop.myshopify.com&state=s'
    const all = `${text}&timestamp=${usual.timestamp}`
    const hmac = createHmac('sha256', secret).update(all).digest('hex')
    assert.ok(isRefused(new URLSearchParams(`${all}&hmac=${hmac}`)))
  })

  test('is good for a minute and a half', () => {
    const at = (seconds: number) => signed({ ...usual, timestamp: String(now.getTime() / 1000 + seconds) })
    for (const seconds of [-90, 0, 90]) assert.equal(isRefused(at(seconds)), false)
    for (const seconds of [-91, 91, -86_400]) assert.ok(isRefused(at(seconds)))
    for (const timestamp of ['', 'now', '1e9', 'Infinity', '-1'])
      assert.ok(isRefused(signed({ ...usual, timestamp })))
  })

  test('from anything but a shop of Shopify is refused, though it be signed', () => {
    const hostile = [
      '',
      'evil.com',
      'a.myshopify.com.evil.com',
      'a.myshopify.com\n',
      'A.myshopify.com',
      'a/b.myshopify.com',
      'evil.com?.myshopify.com',
      '-.myshopify.com',
    ]
    for (const shop of hostile) assert.ok(isRefused(signed({ ...usual, shop })), shop)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), part => {
        const shop = `${part}.myshopify.com`
        return isRefused(signed({ ...usual, shop })) === !/^[a-z0-9][a-z0-9-]*$/.test(part)
      }),
    )
  })
})

describe('the grant', () => {
  let shop: ShopifySandbox
  const redirectUri = 'https://desk.example/oauth/shopify'
  before(async () => {
    shop = await startShopify({ redirects: [redirectUri] })
  })
  after(() => shop.close())

  const request = () => {
    const { clientId, clientSecret, domain, url } = shop
    return { app: { clientId, clientSecret }, account: domain, redirectUri, origin: url }
  }

  test('leads to the shop and back with expiring tokens that work', async () => {
    const there = shopifyGrant.authorizeUrl({ ...request(), state: 'st ate' })
    const answer = await fetch(there, { method: 'POST', redirect: 'manual' })
    const query = new URL(answer.headers.get('location') ?? '').searchParams
    assert.equal(query.get('state'), 'st ate')
    const other = { ...request(), account: 'other.myshopify.com', query, now: new Date() }
    await assert.rejects(shopifyGrant.complete(other), isUnauthenticated)
    const credentials = await shopifyGrant.complete({ ...request(), query, now: new Date() })
    assert.equal(credentials.shop, shop.domain)
    assert.ok(credentials.refreshToken && credentials.accessExpiresAt && credentials.refreshExpiresAt)
    assert.deepEqual(shopifyGrant.appOf(credentials), request().app)
    const { externalId } = await Shopify.check(openAccount(credentials, { origin: shop.url }))
    assert.equal(externalId, shop.domain)
    // A code is good once.
    await assert.rejects(shopifyGrant.complete({ ...request(), query, now: new Date() }), isUnauthenticated)
  })

  test('asks for the least scopes, at the shop itself', () => {
    const at = { ...request(), account: 'my-shop.myshopify.com', origin: undefined, state: 's' }
    const url = new URL(shopifyGrant.authorizeUrl(at))
    assert.equal(url.origin, 'https://my-shop.myshopify.com')
    assert.equal(url.searchParams.get('scope'), leastScopes.join(','))
    assert.throws(() => shopifyGrant.authorizeUrl({ ...at, account: 'evil.com' }), isRefusal)
  })

  test('says of each scope what it is for', () => {
    for (const scope of leastScopes) assert.match(scopeWords[scope] ?? '', /^To .+\.$/, scope)
  })
})

const isUnauthenticated = (error: unknown): boolean => isRefusal(error) && error.code === 'unauthenticated'

describe('A29: of a hundred hostile names of a shop', () => {
  test('none is asked, and none is believed', () => {
    assert.ok(hostileShops.length >= 100)
    assert.equal(new Set(hostileShops).size, hostileShops.length)
    const passed = hostileShops.filter(name => passes(name) || !isRefused(signed({ ...usual, shop: name })))
    assert.deepEqual(passed, [])
    assert.equal(passes('my-shop.myshopify.com'), true)
  })
})

const passes = (name: string): boolean => {
  try {
    shopifyGrant.account(name)
    return true
  } catch {
    return false
  }
}
