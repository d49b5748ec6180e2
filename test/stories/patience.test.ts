import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { opening, stage } from './stage.ts'

const shop = await stage({ settings: { confirmSeconds: 6, closeHoldSeconds: 6 } })
const { orders, article, put } = shop

const one = (sku: string) => ({ lines: [{ sku, quantity: 1, location: 'Main' }] })

describe('two readings before a word', { concurrency: true }, () => {
  test('work that moves between the two readings is looked at anew', async () => {
    article({ sku: 'MOVED', stock: { Main: 0, East: 0 } })
    const order = orders.place(one('MOVED'))
    await shop.shop.until('it is suspected', async () => (await shop.statusOf(order)) === 'suspected')
    orders.move(order.work[0]?.id ?? '', 'East')
    await shop.hears(order, 1)
    await shop.rests(order)
    assert.deepEqual(shop.told(order), ['created'])
    assert.match(opening(shop, order), /MOVED at East/)
  })

  test('a person who asks for the deciding reading gets the ticket, and it closes like any other', async () => {
    article({ sku: 'ASKED', stock: { Main: 0 } })
    const order = orders.place(one('ASKED'))
    await shop.shop.until('it was asked for in time', async () => {
      await shop.shop.act('backorders.judge_order', { order: order.id })
      return shop.told(order).length > 0
    })
    put('ASKED', 'Main', 0)
    assert.equal((await shop.hears(order, 3))[2], 'closed')
  })

  test('all open orders are looked at when a person asks for it', async () => {
    article({ sku: 'UNTOLD', stock: { Main: 0 } })
    const { weather } = shop.shop.shopify.shop.webhooks
    weather.lost = 1
    const order = orders.place(one('UNTOLD'))
    weather.lost = 0
    await shop.shop.act('backorders.scan_orders', {})
    await shop.hears(order, 1)
  })

  test('stock that comes and goes within the hold leaves the ticket as it is', async () => {
    article({ sku: 'FLAP', stock: { Main: 0 } })
    const order = orders.place(one('FLAP'))
    await shop.hears(order, 1)
    for (let turn = 0; turn < 2; turn += 1) {
      put('FLAP', 'Main', 0)
      await shop.shop.until('it clears', async () => (await shop.statusOf(order)) === 'clearing')
      put('FLAP', 'Main', -1)
      await shop.shop.until('it is short again', async () => (await shop.statusOf(order)) === 'open')
    }
    await shop.rests(order)
    assert.deepEqual(shop.told(order), ['created'])
  })

  test('short again after it was closed: the old ticket is opened again, no second one is made', async () => {
    article({ sku: 'TWICE', stock: { Main: 0 } })
    const order = orders.place(one('TWICE'))
    await shop.hears(order, 1)
    put('TWICE', 'Main', 0)
    await shop.hears(order, 3)
    put('TWICE', 'Main', -1)
    const [, , closed, again, words] = await shop.hears(order, 5)
    assert.deepEqual([closed, again], ['closed', 'open'])
    assert.match(words ?? '', /short of stock again/)
    put('TWICE', 'Main', 0)
    assert.equal((await shop.hears(order, 7))[6], 'closed')
  })

  test('a smaller change that does not last is not told', async () => {
    article({ sku: 'WAVE', stock: { Main: 0 } })
    const order = orders.place({ lines: [{ sku: 'WAVE', quantity: 4, location: 'Main' }] })
    await shop.hears(order, 1)
    put('WAVE', 'Main', -2)
    await shop.shop.until('it is read', async () =>
      (await shop.caseOf(order)).explanation.includes('2 of 4 WAVE'),
    )
    put('WAVE', 'Main', -4)
    await shop.rests(order)
    assert.deepEqual(shop.told(order), ['created'])
  })
})
