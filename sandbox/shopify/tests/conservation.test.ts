import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { openLedger } from '../../ledger.ts'
import { isOpen } from '../model/order.ts'
import { onHand } from '../model/stock.ts'
import { Tokens } from '../oauth.ts'
import { Shop } from '../shop.ts'

const deeds = ['place', 'fulfil', 'cancel', 'edit', 'refund', 'move', 'split', 'hold', 'lift'] as const
const histories = fc.array(
  fc.record({
    deed: fc.constantFrom(...deeds),
    pick: fc.nat(9),
    units: fc.integer({ min: 1, max: 6 }),
    is: fc.boolean(),
  }),
  { maxLength: 40 },
)

type Step = { deed: (typeof deeds)[number]; pick: number; units: number; is: boolean }

function newShop(): Shop {
  const app = {
    shop: 's',
    clientId: 'i',
    clientSecret: 'c',
    scopes: new Set<string>(),
    redirects: new Set<string>(),
  }
  const shop = new Shop({
    domain: 's',
    clientSecret: 'c',
    ledger: openLedger(),
    tokens: new Tokens(app, 't'),
  })
  shop.addLocation('Main')
  shop.addLocation('Second')
  const { itemId } = shop.stock.addVariant({ sku: 'MUG', stock: { Main: 10, Second: 4 } })
  shop.addVariant({ sku: 'CUP', itemId })
  return shop
}

/** Does one step if the shop allows it, and tells how many units left the house for good. */
function step(shop: Shop, { deed, pick, units, is }: Step): number {
  const sku = is ? 'MUG' : 'CUP'
  const orders = [...shop.orders.all.values()]
  const order = orders[pick % Math.max(1, orders.length)]
  if (deed === 'place' || !order) {
    shop.orders.place({
      lines: [
        { sku, quantity: units },
        { sku: 'MUG', quantity: 1 },
      ],
      isBypassing: pick === 0,
    })
    return 0
  }
  const work = order.work[pick % order.work.length]
  const before = total(shop)
  const wasCancelled = order.cancelledAt !== null
  const claimed = order.work.flatMap(one => one.lines).reduce((sum, line) => sum + line.claimed, 0)
  try {
    if (deed === 'fulfil') shop.orders.fulfil(order.name, sku, units)
    if (deed === 'cancel') shop.orders.cancel(order.name, is)
    if (deed === 'edit') shop.orders.edit(order.name, sku, units)
    if (deed === 'refund') shop.orders.refund(order.name, sku, units, is)
    if (work && deed === 'move') shop.orders.move(work.id, is ? 'Main' : 'Second')
    if (work && deed === 'split') shop.orders.split(work.id, new Map([[work.lines[0]?.id ?? '', units]]))
    if (work && (deed === 'hold' || deed === 'lift')) shop.orders.hold(work.id, deed === 'hold')
  } catch {
    // Refused, as the platform would: then nothing may have moved.
    assert.equal(total(shop), before)
  }
  const mayLeave = deed === 'fulfil' || ((deed === 'cancel' || deed === 'refund') && !is)
  if (!mayLeave) assert.equal(total(shop), before, deed)
  if (deed === 'cancel' && !is && !wasCancelled) assert.equal(before - total(shop), claimed)
  return before - total(shop)
}

const total = (shop: Shop): number => shop.stock.levels().reduce((sum, level) => sum + onHand(level), 0)

test('no unit appears or vanishes, and what is committed is what open work claims', () => {
  fc.assert(
    fc.property(histories, history => {
      const shop = newShop()
      const gone = history.reduce((sum, one) => sum + step(shop, one), 0)
      assert.ok(gone >= 0)
      assert.equal(total(shop), 14 - gone)
      const open = [...shop.orders.all.values()].flatMap(order => order.work).filter(isOpen)
      for (const level of shop.stock.levels()) {
        const here = open.filter(work => work.location.id === level.locationId).flatMap(work => work.lines)
        assert.equal(
          level.committed,
          here.reduce((sum, line) => sum + line.claimed, 0),
        )
        for (const line of here) assert.ok(line.claimed >= 0 && line.claimed <= line.remaining)
      }
    }),
    { numRuns: 300 },
  )
})
