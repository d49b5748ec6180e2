import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { opening, stage } from './stage.ts'

const shop = await stage()
const { orders, article, put } = shop

const mugs = (sku: string, quantity: number) => ({ lines: [{ sku, quantity, location: 'Main' }] })

describe('an order that changes', { concurrency: true }, () => {
  test('more of a line is short: the same ticket hears of it; all of it taken off: the ticket closes', async () => {
    article({ sku: 'UP', stock: { Main: 5 } })
    const order = orders.place(mugs('UP', 6))
    await shop.hears(order, 1)
    assert.match(opening(shop, order), /1 of 6 UP is waiting/)
    orders.edit(order.name, 'UP', 9)
    const [, more] = await shop.hears(order, 2)
    assert.match(more ?? '', /the order now waits for 9 UP instead of 6[^]*4 of 9 UP are waiting/)
    orders.edit(order.name, 'UP', 5)
    const [, , less, end] = await shop.hears(order, 4)
    assert.match(
      less ?? '',
      /the order now waits for 5 UP instead of 9[^]*everything that it waits for is here/,
    )
    assert.equal(end, 'closed')
  })

  test('an edit adds a line that is short to an order that was covered', async () => {
    article({ sku: 'HAD', stock: { Main: 5 } })
    article({ sku: 'ADDED', stock: { Main: 0 } })
    const order = orders.place(mugs('HAD', 1))
    await shop.rests(order)
    assert.deepEqual(shop.told(order), [])
    orders.edit(order.name, 'ADDED', 2)
    await shop.hears(order, 1)
    assert.match(opening(shop, order), /2 of 2 ADDED are waiting/)
  })

  test('less of an earlier order frees units for the one behind it', async () => {
    article({ sku: 'EASE', stock: { Main: 4 } })
    const first = orders.place(mugs('EASE', 4))
    const second = orders.place(mugs('EASE', 2))
    await shop.hears(second, 1)
    orders.edit(first.name, 'EASE', 2)
    const [, words, end] = await shop.hears(second, 3)
    assert.match(words ?? '', /EASE at Main: 2 units are ahead instead of 4/)
    assert.equal(end, 'closed')
    assert.deepEqual(shop.told(first), [])
  })

  test('a cancellation closes the ticket at once and serves the next', async () => {
    article({ sku: 'OFF', stock: { Main: 1 } })
    const first = orders.place(mugs('OFF', 2))
    const second = orders.place(mugs('OFF', 1))
    await Promise.all([shop.hears(first, 1), shop.hears(second, 1)])
    orders.cancel(first.name)
    const [, why, end] = await shop.hears(first, 3)
    assert.match(why ?? '', /not judged, the order is cancelled/)
    assert.equal(end, 'closed')
    const [, words] = await shop.hears(second, 3)
    assert.match(words ?? '', new RegExp(`0 units are ahead instead of 2 \\(no longer ${first.name}\\)`))
    assert.equal((await shop.caseOf(first)).status, 'closed')
  })

  test('what is here ships: the rest waits on under the same ticket, which closes when that has left, too', async () => {
    article({ sku: 'PART', stock: { Main: 5 } })
    const order = orders.place(mugs('PART', 8))
    await shop.hears(order, 1)
    orders.fulfil(order.name, 'PART', 5)
    await shop.rests(order)
    assert.deepEqual(shop.told(order), ['created'])
    assert.match((await shop.caseOf(order)).explanation, /3 of 3 PART are waiting/)
    orders.fulfil(order.name)
    const [, words, end] = await shop.hears(order, 3)
    assert.match(words ?? '', /everything has been fulfilled/)
    assert.equal(end, 'closed')
  })

  test('an earlier order that ships takes its units along: nothing changes for the one behind it', async () => {
    article({ sku: 'SHIP', stock: { Main: 3 } })
    const first = orders.place(mugs('SHIP', 3))
    const second = orders.place(mugs('SHIP', 1))
    await shop.hears(second, 1)
    orders.fulfil(first.name)
    await shop.rests(second)
    await shop.rests(first)
    assert.deepEqual(shop.told(second), ['created'])
  })

  test('the money of the short line goes back: the ticket closes, the other line has no part in it', async () => {
    article({ sku: 'BACK', stock: { Main: 1 } })
    article({ sku: 'KEPT', stock: { Main: 9 } })
    const order = orders.place({ lines: [...mugs('BACK', 3).lines, ...mugs('KEPT', 1).lines] })
    await shop.hears(order, 1)
    orders.refund(order.name, 'BACK', 1)
    const [, some] = await shop.hears(order, 2)
    assert.match(some ?? '', /the order now waits for 2 BACK instead of 3[^]*1 of 2 BACK is waiting/)
    orders.refund(order.name, 'BACK', 2)
    const [, , all, end] = await shop.hears(order, 4)
    assert.match(all ?? '', /the order no longer waits for BACK/)
    assert.equal(end, 'closed')
  })

  test('a hold, and work that is split, change nothing of the shortage', async () => {
    article({ sku: 'HELD', stock: { Main: 1 } })
    const order = orders.place(mugs('HELD', 3))
    await shop.hears(order, 1)
    const [work] = order.work
    assert.ok(work?.lines[0])
    orders.split(work.id, new Map([[work.lines[0].id, 1]]))
    orders.hold(work.id, true)
    await shop.rests(order)
    assert.deepEqual(shop.told(order), ['created'])
    assert.equal((await shop.caseOf(order)).status, 'open')
    put('HELD', 'Main', 0)
    assert.equal((await shop.hears(order, 3))[2], 'closed')
  })

  test('an order that is deleted ends its case', async () => {
    article({ sku: 'GONE', stock: { Main: 0 } })
    const order = orders.place(mugs('GONE', 1))
    await shop.hears(order, 1)
    orders.all.delete(order.id)
    shop.shop.shopify.shop.webhooks.tell('orders/delete', { id: order.id.split('/').at(-1) })
    const [, words, end] = await shop.hears(order, 3)
    assert.equal(words, 'The order was deleted.')
    assert.equal(end, 'closed')
  })
})
