import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { opening, stage } from './stage.ts'

const shop = await stage({ settings: { priorityTags: ['vip'] } })
const { orders, article, put } = shop

describe('who gets it', { concurrency: true }, () => {
  test('some of it is here: the ticket counts what is missing, what is covered has no part in it', async () => {
    article({ sku: 'MUG', stock: { Main: 5 } })
    article({ sku: 'CUP', stock: { Main: 5 } })
    const order = orders.place({
      lines: [
        { sku: 'MUG', quantity: 8, location: 'Main' },
        { sku: 'CUP', quantity: 1, location: 'Main' },
      ],
    })
    await shop.hears(order, 1)
    assert.match(opening(shop, order), /3 of 8 MUG are waiting for stock/)
    assert.match(opening(shop, order), /CUP at Main: 1 covered\./)
    assert.equal((await shop.caseOf(order)).class, 'partial')
  })

  test('two race for the last unit: the later one is short, and it is said that it should not have been sold', async () => {
    article({ sku: 'LAST', policy: 'DENY', stock: { Main: 1 } })
    const lines = [{ sku: 'LAST', quantity: 1, location: 'Main' }]
    const [first, second] = [orders.place({ lines }), orders.place({ lines })]
    await shop.hears(second, 1)
    assert.match(opening(shop, second), new RegExp(`${first.name} is ahead; 1 short\\. Sold although`))
    const { class: kind, severity } = await shop.caseOf(second)
    assert.deepEqual({ kind, severity }, { kind: 'oversell_race', severity: 'high' })
    await shop.rests(first)
    assert.equal((await shop.caseOf(first)).class, 'covered')
    assert.deepEqual(shop.told(first), [])
  })

  test('what is on its way is named, and who is ahead gets it first', async () => {
    article({ sku: 'BUS', stock: { Main: 0 } })
    const { stock } = shop.shop.shopify.shop
    stock.change(stock.variant('BUS').itemId, stock.place('Main').id, level => {
      level.incoming = 5
    })
    const lines = [{ sku: 'BUS', quantity: 4, location: 'Main' }]
    const [first, second] = [orders.place({ lines }), orders.place({ lines })]
    await shop.hears(first, 1)
    await shop.hears(second, 1)
    assert.match(opening(shop, first), /4 short\. 5 on the way: enough for this line\./)
    assert.match(opening(shop, second), /4 short\. 5 on the way: 1 of them for this line\./)
  })

  test('stock that arrives serves the first in the queue; the last waits on under the ticket it has', async () => {
    article({ sku: 'PEN', stock: { Main: 0 } })
    const lines = [{ sku: 'PEN', quantity: 2, location: 'Main' }]
    const [first, second] = [orders.place({ lines }), orders.place({ lines })]
    await Promise.all([shop.hears(first, 1), shop.hears(second, 1)])
    put('PEN', 'Main', -2)
    const [, words, end] = await shop.hears(first, 3)
    assert.match(words ?? '', /PEN at Main: 2 here instead of 0/)
    assert.equal(end, 'closed')
    await shop.rests(second)
    assert.deepEqual(shop.told(second), ['created'])
  })

  test('an order that goes first takes the units of one that was covered', async () => {
    article({ sku: 'ART', stock: { Main: 1 } })
    const lines = [{ sku: 'ART', quantity: 1, location: 'Main' }]
    const usual = orders.place({ lines })
    await shop.rests(usual)
    const urgent = orders.place({ lines, tags: ['VIP'] })
    await shop.hears(usual, 1)
    assert.match(opening(shop, usual), new RegExp(`${urgent.name} is ahead; 1 short`))
    await shop.rests(urgent)
    assert.deepEqual(shop.told(urgent), [])
  })

  test('two lines, and two articles that are one item, draw on the same units', async () => {
    article({ sku: 'RED', stock: { Main: 3 } })
    article({ sku: 'GIFT', itemId: shop.shop.shopify.shop.stock.variant('RED').itemId })
    const order = orders.place({
      lines: [
        { sku: 'RED', quantity: 2, location: 'Main' },
        { sku: 'GIFT', quantity: 2, location: 'Main' },
      ],
    })
    await shop.hears(order, 1)
    assert.match(opening(shop, order), /RED at Main: 2 covered/)
    assert.match(opening(shop, order), /GIFT at Main: 3 here, 4 committed; 1 short/)
  })

  test('of many who wait, only those are judged again whose share has changed', async () => {
    article({ sku: 'WAX', stock: { Main: 0 } })
    const lines = [{ sku: 'WAX', quantity: 1, location: 'Main' }]
    const waiting = Array.from({ length: 8 }, () => orders.place({ lines }))
    await Promise.all(waiting.map(order => shop.hears(order, 1)))
    await Promise.all(waiting.map(order => shop.rests(order)))
    const judgedAt = async () => Promise.all(waiting.map(order => shop.judgedAt(order)))
    const before = await judgedAt()
    const last = orders.place({ lines })
    await shop.hears(last, 1)
    await shop.rests(last)
    assert.deepEqual(await judgedAt(), before)
    put('WAX', 'Main', -8)
    const [first, ...others] = waiting
    assert.ok(first)
    await shop.hears(first, 3)
    await Promise.all([last, ...others].map(order => shop.rests(order)))
    assert.deepEqual((await judgedAt()).slice(1), before.slice(1))
    assert.deepEqual(
      others.flatMap(order => shop.told(order)),
      others.map(() => 'created'),
    )
  })
})
