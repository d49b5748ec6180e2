import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import test from 'node:test'
import { ticketed } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { accountOf, agree } from '../nemesis/check.ts'
import { crowd, type Crowd } from '../nemesis/crowd.ts'
import { riseAgain } from '../nemesis/rise-again.ts'
import { numberFrom } from '../seeded.ts'

const deaths = numberFrom('FAULTS_POSTMASTERS', 1, 20)

test(`P7: ${deaths} immediate restarts and ${deaths} kills of PostgreSQL under load: nothing acknowledged is lost`, async t => {
  await using all = await crowd({
    world: {
      stock: { CUP: { Main: 0 } },
      shopify: { webhooks: { retryMs: 100 } },
      settings: { confirmSeconds: 1, closeHoldSeconds: 1 },
    },
  })
  const pids = all.members.map(({ pid }) => pid)
  const load = placing(all)
  t.after(() => load.end())
  const waits: number[] = []
  for (let death = 0; death < deaths * 2; death += 1) {
    await sleep(500)
    const begun = performance.now()
    await (death % 2 === 0 ? all.server.stopImmediately() : all.server.kill())
    // From the death to the ticket of an order that was placed after it.
    const name = load.one()
    await all.shop.until('work is done again', () => ticketed(all.shop).includes(name))
    waits.push(performance.now() - begun)
  }
  const names = await load.stop()
  assert.deepEqual(
    all.members.map(({ pid }) => pid),
    pids,
    'a process ended with its database',
  )
  // What was being written when the database died is waited for a minute, unless its writer is dead as well.
  await riseAgain(all)
  const found = await accountOf(all.shop)
  agree(found, names, { areClosed: false })
  const slowest = Math.max(...waits) / 1000
  figure(
    t,
    'P7',
    `${deaths} immediate restarts and ${deaths} kills: ${found.acknowledged} webhooks acknowledged, 0 lost, ${names.length} tickets, 0 doubled; work again after at most ${slowest.toFixed(1)} s; no process ended`,
    slowest < 30,
  )
})

/** Orders that nobody can fill, some a second, until it is stopped. */
function placing({ shop }: Crowd) {
  const names: string[] = []
  const one = () => {
    const lines = [{ sku: 'CUP', quantity: 1, location: 'Main' }]
    const { name } = shop.shopify.shop.orders.place({ lines, email: `c${names.length}@example.com` })
    names.push(name)
    return name
  }
  // Slower than tickets are made between two deaths: what is waited for is work, and not the end of a queue that only grows.
  const timer = setInterval(one, 400)
  const end = () => clearInterval(timer)
  return {
    one,
    end,
    stop: async () => {
      end()
      await shop.shopify.shop.webhooks.settled()
      return names
    },
  }
}
