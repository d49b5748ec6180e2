import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { judgeReading } from '#src/solutions/backorders/judge-order.ts'
import { readOrder } from '#src/solutions/backorders/reading.ts'
import { watchPool } from '#src/solutions/backorders/watch-pool.ts'
import { world, type World } from '../world.ts'

// Stock moves between the reading of an order and the judgement of it, and whoever looked for changes compared with the judgement before.
// Nothing is told by the platform, so that only our own second look can find it.

describe('stock that moved while a judgement was under way', { concurrency: true }, () => {
  test('takes the unit of an order that was covered when it was read', async () => {
    await using shop = await silentWorld(1)
    const { read, put, look, judged, statusIs } = stand(shop)
    const reading = await read()
    put(-1)
    await look()
    await judged(reading)
    await statusIs('suspected')
  })

  test('takes back the unit that an order in suspicion was read to have', async () => {
    await using shop = await silentWorld(0)
    const { read, put, look, judged, statusIs } = stand(shop)
    await judged(await read())
    await statusIs('suspected')
    put(0)
    const reading = await read()
    put(-1)
    await look()
    await judged(reading)
    await statusIs('suspected')
    assert.deepEqual(await historyOf(shop), ['note'], 'the suspicion had ended for a moment')
  })
})

async function silentWorld(units: number): Promise<World> {
  const shop = await world({ stock: { MUG: { Main: units } }, settings: { confirmSeconds: 3600 } })
  shop.shopify.shop.webhooks.weather.isHeld = true
  return shop
}

function stand(shop: World) {
  const { orders, stock } = shop.shopify.shop
  const order = orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }] })
  const desk = shop.engine.deskOf('backorders')
  const place = { tenantId: shop.owner.tenantId, connection: shop.shopConnection, connector: 'shopify' }
  const item = stock.variant('MUG').itemId
  return {
    read: async () => {
      const reading = await readOrder(desk, { ...place, order: order.id })
      assert.ok(reading)
      return reading
    },
    put: (available: number) => stock.set(item, stock.place('Main').id, available),
    look: () => watchPool(desk, { ...place, item }),
    judged: (reading: Parameters<typeof judgeReading>[2]) => judgeReading(desk, place, reading),
    statusIs: (wanted: string) =>
      shop.until(`the case is ${wanted}`, async () => {
        const [one] = await shop.db.tenant(place.tenantId, tx =>
          tx.query<{ status: string }>('select status from backorder_cases where order_id = $1', [order.id]),
        )
        return one?.status === wanted
      }),
  }
}

async function historyOf(shop: World): Promise<string[]> {
  const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ kind: string }>('select kind from backorder_timeline order by seq'),
  )
  return rows.map(row => row.kind)
}
