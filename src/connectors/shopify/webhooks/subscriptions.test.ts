import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { openAccount } from '../../../../test/conformance/account.ts'
import { keepSubscriptions, readSubscriptions, topics } from './subscriptions.ts'

let shop: ShopifySandbox
beforeEach(async () => {
  shop = await startShopify({ throttle: { maximum: 100_000, perSecond: 100_000 } })
})
afterEach(() => shop.close())

const door = 'https://desk.example/webhook/door-one'
const all = Object.values(topics)
const account = () => {
  const { domain, accessToken, clientSecret, url: origin } = shop
  const pace = { calls: 100_000, perSeconds: 1 }
  return openAccount({ shop: domain, accessToken, clientSecret }, { origin, pace })
}
const keep = (url = door) => keepSubscriptions(account(), url)
const standing = () => [...shop.shop.webhooks.subscriptions.values()]
const uris = () =>
  standing()
    .map(one => one.uri)
    .toSorted()
const wanted = (url = door) => all.map(path => `${url}/${path}`).toSorted()
const add = (topic: string, uri: string, apiVersion = '2026-10') => {
  const id = shop.shop.id('WebhookSubscription')
  shop.shop.webhooks.subscriptions.set(id, { id, topic, uri, apiVersion, createdAt: new Date(), failures: 0 })
}

describe('the subscriptions', () => {
  test('are told as they stand: there, missing, or telling an address that is ours no more', async () => {
    await keep()
    const [gone, bent] = standing()
    assert.ok(gone && bent)
    shop.shop.webhooks.subscriptions.delete(gone.id)
    Object.assign(bent, { uri: bent.uri.replace('door-one', 'door-old') })
    const told = new Map((await readSubscriptions(account(), door)).map(one => [one.topic, one.state]))
    assert.deepEqual([told.get(gone.topic), told.get(bent.topic)], ['missing', 'elsewhere'])
    assert.deepEqual(
      [told.size, [...told.values()].filter(state => state === 'stands').length],
      [all.length, all.length - 2],
    )
  })

  test('are created, each at its own address, and then left alone', async () => {
    const first = await keep()
    assert.deepEqual(
      [first.repaired, first.says],
      [all.length, `${all.length} webhook subscriptions were created and 0 removed.`],
    )
    assert.deepEqual(uris(), wanted())
    for (const { topic, uri } of standing()) assert.equal(uri, `${door}/${topic}`)
    const ledger = shop.ledger.entries().length
    assert.deepEqual(await keep(), { repaired: 0, says: `All ${all.length} webhook subscriptions stand.` })
    assert.equal(shop.ledger.entries().length, ledger)
  })

  test('that Shopify deleted are put up again', async () => {
    await keep()
    for (const { id, topic } of standing())
      if (['orders/create', 'refunds/create'].includes(topic)) shop.shop.webhooks.subscriptions.delete(id)
    assert.equal((await keep()).repaired, 2)
    assert.deepEqual(uris(), wanted())
  })

  test('that lead to an earlier door, to a wrong path, or twice, are removed; those of others are not', async () => {
    await keep('https://desk.example/webhook/old-door')
    add('orders/create', `${door}/orders/updated`)
    add('products/update', `${door}/products/update`)
    const others = ['https://other.example/webhook/x/orders/create', 'pubsub://project:topic']
    for (const uri of others) add('orders/create', uri)
    const { says } = await keep()
    assert.match(
      says,
      new RegExp(`${all.length} webhook subscriptions were created and ${all.length + 2} removed`),
    )
    assert.deepEqual(uris(), [...wanted(), ...others].toSorted())
    add('orders/create', `${door}/orders/create`)
    assert.equal((await keep()).repaired, 1)
    assert.deepEqual(uris(), [...wanted(), ...others].toSorted())
  })

  test('are found among hundreds of others, over all pages', async () => {
    for (let n = 0; n < 230; n += 1) add('orders/create', `https://other.example/${n}`)
    await keep()
    assert.deepEqual(await keep(), { repaired: 0, says: `All ${all.length} webhook subscriptions stand.` })
  })

  test('of another version are said, since subscribing anew would not change it', async () => {
    for (const path of all) add(path, `${door}/${path}`, '2026-07')
    const { repaired, says } = await keep()
    assert.equal(repaired, 0)
    assert.match(says, /version 2026-07: set the app's webhook version to 2026-10/)
  })

  test('that somebody else just created or removed are no failure', async () => {
    const body = (name: string, message: string) =>
      JSON.stringify({ data: { [name]: { userErrors: [{ message }] } } })
    add('products/update', `${door}/products/update`)
    shop.faults.plan(
      {
        kind: 'status',
        status: 200,
        body: body('webhookSubscriptionCreate', 'Address for this topic has already been taken'),
      },
      1,
      { operation: 'webhookSubscriptionCreate' },
    )
    shop.faults.plan(
      {
        kind: 'status',
        status: 200,
        body: body('webhookSubscriptionDelete', 'Webhook subscription does not exist'),
      },
      1,
      { operation: 'webhookSubscriptionDelete' },
    )
    assert.equal((await keep()).repaired, all.length + 1)
  })

  test('that are refused do not hinder the others, and are named', async () => {
    add('products/update', `${door}/products/update`)
    const refuse = (operation: string) =>
      shop.faults.plan({ kind: 'graphql-error', code: 'ACCESS_DENIED' }, 1, { operation })
    refuse('webhookSubscriptionCreate')
    refuse('webhookSubscriptionDelete')
    await assert.rejects(keep(), error => {
      assert.ok(isRefusal(error) && error.code === 'refused')
      assert.match(error.says, /ORDERS_CREATE: .*; PRODUCTS_UPDATE: /)
      return true
    })
    assert.equal(standing().length, all.length)
    assert.equal((await keep()).repaired, 2)
  })

  test('wait for another day when Shopify is away', async () => {
    shop.faults.plan({ kind: 'status', status: 503 }, 1, { operation: 'webhookSubscriptionCreate' })
    await assert.rejects(keep(), error => isRefusal(error) && error.code === 'unknown_outcome')
    await keep()
    assert.deepEqual(uris(), wanted())
  })
})
