import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { opening, stage } from './stage.ts'

const shop = await stage({ settings: { ignoredTags: ['wholesale'], ignoredSkus: ['sample'] } })
const { orders, article } = shop

describe('what is bought', { concurrency: true }, () => {
  test('a bundle is judged by its components: the scarcest says how many can ship complete', async () => {
    article({ sku: 'TEA', title: 'Tea', stock: { Main: 10 } })
    article({ sku: 'POT', title: 'Pot', stock: { Main: 1 } })
    const components = [
      { sku: 'TEA', quantity: 2 },
      { sku: 'POT', quantity: 1 },
    ]
    article({ sku: 'SET', title: 'Tea set', components })
    const order = orders.place({ lines: [{ sku: 'SET', quantity: 3, location: 'Main' }] })
    await shop.hears(order, 1)
    assert.match(opening(shop, order), /2 of 3 POT are waiting for stock/)
    assert.match(opening(shop, order), /TEA \(Tea\) at Main: 6 covered\./)
    assert.match(opening(shop, order), /Bundle Tea set: 1 of 3 can ship complete\./)
  })

  test('a bundle of which everything is here is nobody’s business', async () => {
    article({ sku: 'CUP', stock: { Main: 4 } })
    article({ sku: 'PAIR', components: [{ sku: 'CUP', quantity: 2 }] })
    const order = orders.place({ lines: [{ sku: 'PAIR', quantity: 2, location: 'Main' }] })
    await shop.rests(order)
    assert.equal((await shop.caseOf(order)).class, 'covered')
    assert.deepEqual(shop.told(order), [])
  })

  test('a pre-order is expected to be missing, and takes nothing from those who buy what is here', async () => {
    article({ sku: 'NEW', stock: { Main: 1 } })
    const early = orders.place({
      lines: [{ sku: 'NEW', quantity: 5, location: 'Main', isPreorder: true }],
    })
    const order = orders.place({ lines: [{ sku: 'NEW', quantity: 1, location: 'Main' }] })
    await shop.rests(early)
    await shop.rests(order)
    const { class: kind, explanation } = await shop.caseOf(early)
    assert.equal(kind, 'preorder')
    assert.match(explanation, /sold as a pre-order, so it is expected to be missing/)
    assert.equal((await shop.caseOf(order)).class, 'covered')
    assert.deepEqual([...shop.told(early), ...shop.told(order)], [])
  })

  test('orders and articles that the merchant leaves alone open nothing, and still take their units', async () => {
    article({ sku: 'RARE', stock: { Main: 2 } })
    article({ sku: 'SAMPLE', stock: { Main: 0 } })
    const lines = [{ sku: 'RARE', quantity: 4, location: 'Main' }]
    const left = orders.place({ lines, tags: ['VIP', ' Wholesale '] })
    const sample = orders.place({ lines: [{ sku: 'SAMPLE', quantity: 1, location: 'Main' }] })
    const next = orders.place({ lines: [{ sku: 'RARE', quantity: 1, location: 'Main' }] })
    await shop.hears(next, 1)
    assert.match(opening(shop, next), new RegExp(`2 here, 5 committed; ${left.name} is ahead; 1 short`))
    await shop.rests(left)
    await shop.rests(sample)
    assert.match((await shop.caseOf(left)).explanation, /one of its tags is left alone/)
    assert.match((await shop.caseOf(sample)).explanation, /this SKU is left alone/)
    assert.deepEqual([...shop.told(left), ...shop.told(sample)], [])
  })

  test('what cannot run short is passed over, each with its reason', async () => {
    article({ sku: 'CARD', isGiftCard: true, requiresShipping: false, stock: { Main: 0 } })
    article({ sku: 'FILE', requiresShipping: false, stock: { Main: 0 } })
    article({ sku: 'SAND', tracked: false })
    const lines = [...['CARD', 'FILE', 'SAND'].map(sku => ({ sku })), { title: 'Engraving' }]
    const order = orders.place({ lines: lines.map(line => ({ ...line, quantity: 2, location: 'Main' })) })
    await shop.rests(order)
    const { class: kind, explanation } = await shop.caseOf(order)
    assert.equal(kind, 'ignored')
    for (const words of [/gift card needs no stock/, /is not shipped/, /not tracked/, /custom or deleted/])
      assert.match(explanation, words)
    assert.deepEqual(shop.told(order), [])
  })
})
