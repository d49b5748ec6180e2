import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { conforms } from '../../../test/conformance/conforms.ts'
import { orderDeeds } from '../../../test/conformance/rigs/shopify-deeds.ts'
import { shopifyRig } from '../../../test/conformance/rigs/shopify.ts'
import { Shopify } from './connector.ts'
import type { Credentials } from './credentials.ts'
import { leastScopes } from './oauth/scopes.ts'

conforms(Shopify, 'gold', shopifyRig)

describe('the check', () => {
  let shop: ShopifySandbox
  before(async () => {
    shop = await startShopify({ scopes: leastScopes })
  })
  after(() => shop.close())

  const account = (more: Partial<Credentials> = {}) => {
    const { domain, accessToken, clientSecret, url } = shop
    return openAccount({ shop: domain, accessToken, clientSecret, ...more }, { origin: url })
  }

  test('is content with the least scopes, and they suffice for all that is provided', async () => {
    shop.shop.addLocation('Main street')
    shop.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 1 } })
    shop.shop.addVariant({ sku: 'CUP', stock: { 'Main street': 1 } })
    assert.deepEqual(await Shopify.check(account()), {
      externalId: shop.domain,
      title: 'Sandbox shop',
      scopes: leastScopes,
      warnings: [],
    })
    const deeds = orderDeeds(shop)
    for (const { action, run, preview, probe } of Shopify.provides) {
      const input = await deeds[action.name]?.input()
      const attempt = { key: `least ${action.name}`, since: new Date().toISOString() }
      await preview?.(input, account())
      await run(input, account(), attempt)
      await probe?.(input, account(), attempt)
    }
  })

  test('warns of each scope that is missing; a write scope opens what its read scope does', async () => {
    const few = await startShopify({ scopes: ['write_orders', 'read_customers', 'read_inventory'] })
    try {
      const { warnings } = await Shopify.check(
        openAccount(
          { shop: few.domain, accessToken: few.accessToken, clientSecret: few.clientSecret },
          { origin: few.url },
        ),
      )
      const granted = ['read_orders', 'write_orders', 'read_customers', 'read_inventory']
      const missing = leastScopes.filter(scope => !granted.includes(scope))
      assert.equal(warnings?.length, missing.length)
      for (const scope of missing)
        assert.ok(
          warnings.some(one => one.includes(scope)),
          scope,
        )
    } finally {
      await few.close()
    }
  })

  test('refuses a token that belongs to another shop', async () => {
    const work = Shopify.check(account({ shop: 'another-shop.myshopify.com' }))
    await assert.rejects(work, error => isRefusal(error) && error.code === 'refused')
  })

  test('takes a shop by its own domain only', () => {
    const parse = (shop_: string) =>
      Shopify.credentials.safeParse({
        shop: shop_,
        accessToken: 'shpat_1234567',
        clientSecret: 'shpss_1234567',
      })
    assert.equal(parse(' My-Shop.myshopify.com ').data?.shop, 'my-shop.myshopify.com')
    const hostile = [
      '',
      'x',
      'evil.com',
      '-a.myshopify.com',
      'a.b.myshopify.com',
      'a.myshopify.com.evil.com',
      'a.myshopify.com/x',
      'evil.com#.myshopify.com',
      'a@b.myshopify.com',
      'a.myshopify.com\nevil.com',
      'a_b.myshopify.com',
      'ä.myshopify.com',
      'a.myshopify.com:8080',
      'https://a.myshopify.com',
      'a.myshopify.co',
      '.myshopify.com',
    ]
    for (const one of hostile) assert.equal(parse(one).success, false, one)
  })
})
