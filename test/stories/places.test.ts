import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { opening, stage } from './stage.ts'

const shop = await stage()
const { orders, article, put } = shop

const Listed = z.object({ cases: z.array(z.object({ id: z.string(), orderName: z.string() })) })
const Explained = z.object({
  lines: z.tuple([
    z.object({
      fulfillmentOrder: z.string(),
      workLine: z.string(),
      wanted: z.int(),
      elsewhere: z.object({ locationId: z.string(), units: z.int() }),
    }),
  ]),
})

const workOf = (order: ReturnType<typeof orders.find>): string => order.work[0]?.id ?? ''

describe('where it lies', { concurrency: true }, () => {
  test('another place could cover it: the ticket says so, is of low severity, and closes when the work is moved', async () => {
    article({ sku: 'MUG', stock: { Main: 1, East: 9 } })
    const order = orders.place({ lines: [{ sku: 'MUG', quantity: 3, location: 'Main' }] })
    await shop.hears(order, 1)
    assert.match(opening(shop, order), /2 short\. 2 of 2 could ship from East\./)
    assert.deepEqual(
      { ...(await shop.caseOf(order)), explanation: '' },
      {
        status: 'open',
        class: 'reroute',
        severity: 'low',
        explanation: '',
      },
    )
    orders.move(workOf(order), 'East')
    const [, words, end] = await shop.hears(order, 3)
    assert.match(words ?? '', /MUG is now to ship from East/)
    assert.equal(end, 'closed')
  })

  test('the work is moved as the case proposes it: two of three go, and the ticket closes', async () => {
    article({ sku: 'CUP', stock: { Main: 1, East: 9 } })
    const order = orders.place({ lines: [{ sku: 'CUP', quantity: 3, location: 'Main' }] })
    await shop.hears(order, 1)
    const { cases } = Listed.parse(await shop.shop.act('backorders.list_cases', { limit: 100 }))
    const told = cases.find(({ orderName }) => orderName === order.name)
    const { lines } = Explained.parse(await shop.shop.act('backorders.explain_case', { case: told?.id }))
    const [{ workLine, wanted, elsewhere, fulfillmentOrder }] = lines
    assert.deepEqual([wanted, elsewhere.units], [3, 2])
    await shop.shop.act('shopify.move_fulfillment', {
      fulfillmentOrder,
      location: elsewhere.locationId,
      lines: [{ line: workLine, quantity: elsewhere.units, of: wanted }],
    })
    assert.deepEqual(
      orders.find(order.id).work.map(work => [work.location.name, work.lines[0]?.remaining]),
      [
        ['Main', 1],
        ['East', 2],
      ],
    )
    assert.equal((await shop.hears(order, 3)).at(-1), 'closed')
  })

  test('a place that has never seen the article, or has none to spare, is no way out', async () => {
    article({ sku: 'JAR', stock: { Main: 0 } })
    article({ sku: 'LID', stock: { Main: 0, East: 0 } })
    const jar = orders.place({ lines: [{ sku: 'JAR', quantity: 1, location: 'Main' }] })
    const lid = orders.place({ lines: [{ sku: 'LID', quantity: 1, location: 'Main' }] })
    for (const order of [jar, lid]) {
      await shop.hears(order, 1)
      assert.doesNotMatch(opening(shop, order), /could ship/)
      assert.equal((await shop.caseOf(order)).class, 'backorder')
    }
  })

  test('a transfer between two places serves the one and leaves the other short', async () => {
    article({ sku: 'BOX', stock: { Main: 2, East: 3 } })
    const main = orders.place({ lines: [{ sku: 'BOX', quantity: 4, location: 'Main' }] })
    const east = orders.place({ lines: [{ sku: 'BOX', quantity: 3, location: 'East' }] })
    await shop.hears(main, 1)
    await shop.rests(east)
    assert.deepEqual(shop.told(east), [])
    // Two units go from East to Main.
    put('BOX', 'East', -2)
    put('BOX', 'Main', 0)
    const [, words, end] = await shop.hears(main, 3)
    assert.match(words ?? '', /BOX at Main: 4 here instead of 2/)
    assert.equal(end, 'closed')
    await shop.hears(east, 1)
    assert.match(opening(shop, east), /BOX at East: 1 here, 3 committed; 2 short\./)
  })

  test('an order moved into the queue of another place waits there by its time, and whoever is behind it waits longer', async () => {
    article({ sku: 'PAN', stock: { Main: 0, East: 2 } })
    const first = orders.place({ lines: [{ sku: 'PAN', quantity: 2, location: 'Main' }] })
    const second = orders.place({ lines: [{ sku: 'PAN', quantity: 2, location: 'East' }] })
    await shop.hears(first, 1)
    await shop.rests(second)
    assert.deepEqual(shop.told(second), [])
    orders.move(workOf(first), 'East')
    await shop.hears(second, 1)
    assert.match(opening(shop, second), new RegExp(`${first.name} is ahead; 2 short`))
    assert.equal((await shop.hears(first, 3))[2], 'closed')
  })

  test('a third party counts its own stock: no ticket, and the reason', async () => {
    shop.shop.shopify.shop.addLocation('Partner', true)
    article({ sku: 'FAR', stock: { Partner: 0 } })
    const order = orders.place({ lines: [{ sku: 'FAR', quantity: 1, location: 'Partner' }] })
    await shop.rests(order)
    assert.match((await shop.caseOf(order)).explanation, /counted by a third party/)
    assert.deepEqual(shop.told(order), [])
  })
})
