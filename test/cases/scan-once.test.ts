import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world } from '../world.ts'
import { enqueueScan } from '#src/solutions/backorders/look-again.ts'
import { scanOrders } from '#src/solutions/backorders/scan-orders.ts'
import { Settings } from '#src/solutions/backorders/settings.ts'

test('while all open orders are being read, page by page, no disagreement begins that anew', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const { tenantId } = shop.owner
  const place = { tenantId, connection: shop.shopConnection, connector: 'shopify' }
  const desk = shop.engine.deskOf('backorders')
  const disagree = () =>
    shop.db.tenant(tenantId, tx => enqueueScan(desk, tx, place, Settings.parse({ confirmSeconds: 60 })))
  const waiting = async () => {
    const [row] = await shop.db.across(tx =>
      tx.query<{ n: number }>(
        `select count(*)::int as n from pgboss.job where state = 'created' and data->'data'->>'work' = 'scan'`,
      ),
    )
    return row?.n
  }
  const forget = async () => {
    await shop.db.tenant(tenantId, tx =>
      tx.query(`update steps set done_at = now() - interval '1 hour' where job = 'backorders.scan'`),
    )
    await shop.db.across(tx => tx.query(`delete from pgboss.job where data->'data'->>'work' = 'scan'`))
  }
  await disagree()
  assert.equal(await waiting(), 1)
  await forget()
  await scanOrders(desk, { ...place, cursor: undefined })
  await disagree()
  assert.equal(await waiting(), 0)
  await forget()
  await disagree()
  assert.equal(await waiting(), 1)
})
