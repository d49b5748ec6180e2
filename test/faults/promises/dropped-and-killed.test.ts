import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world } from '../../world.ts'
import { atRest, ended, parkedOf, ticketed, writesIn } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { mortal } from '../mortal.ts'
import { isFull, numberFrom } from '../seeded.ts'

const count = numberFrom('FAULTS_DROPS_KILLED', 20, 150)
const kills = numberFrom('FAULTS_DROPS_KILLS', 1, 5)

test(
  `P9: a helpdesk drops answers of 3 in 10 of ${count} tickets, and we are killed ${kills} times between the sending and the record`,
  // A dead worker's jobs come back after 10 to 15 s; kill.test.ts and drop.test.ts have their quick halves.
  { skip: !isFull && 'at full numbers only' },
  async t => {
    await using shop = await world({
      stock: { MUG: { Main: 0 } },
      settings: { confirmSeconds: 3, closeHoldSeconds: 3 },
      shopify: { webhooks: { retryMs: 100 } },
    })
    await using app = await mortal(shop)
    const { faults } = shop.gorgias
    faults.percent({ kind: 'reset-after' }, 0.15, { path: '/api/tickets*' }, 9)
    faults.percent({ kind: 'reset-before' }, 0.15, { path: '/api/tickets*' }, 19)
    const names = Array.from(
      { length: count },
      (_, at) =>
        shop.shopify.shop.orders.place({
          lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }],
          email: `c${at}@example.com`,
        }).name,
    )
    let cut = 0
    for (let nth = 1; nth <= kills; nth += 1) {
      const mark = Math.floor((count * nth) / (kills + 2))
      await shop.until(
        'it is sending',
        async () => ticketed(shop).length >= mark && (await writesIn(shop, 'sending')) > 0,
        200,
      )
      await app.kill()
      cut += await writesIn(shop, 'sending')
      await app.start()
    }
    await shop.until('every ticket has its end', async () => (await ended(shop)) === count, 280)
    await atRest(shop)
    const parked = await parkedOf(shop)
    assert.ok(parked.length <= count / 100 && parked.every(one => one.evidence !== ''))
    assert.deepEqual(ticketed(shop), names.toSorted())
    assert.ok(cut > 0, 'no kill fell between a write and its record')
    figure(
      t,
      'P9',
      `${count} tickets, 3 in 10 answers dropped, ${kills} kills with ${cut} writes under way: 0 doubled, 0 lost, ${parked.length} parked`,
    )
  },
)
