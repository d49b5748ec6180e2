import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import test from 'node:test'
import { figure } from '../figure.ts'
import { isFull } from '../seeded.ts'
import { accountOf, agree } from './check.ts'
import { crashPoints, crashWords, type Crash } from './crash-points.ts'
import { crowd, type Crowd } from './crowd.ts'
import { riseAgain } from './rise-again.ts'

const preload = new URL('./crash.ts', import.meta.url).href
const all: Crash[] = crashPoints.flatMap(({ name, sides }) =>
  sides.flatMap(side => (isFull ? [1, 3] : [1]).map(time => ({ name, side, time }))),
)
// The quick ones are those after which the least is known.
const quick = new Set(['event stored:after', 'sending begun:after', 'write recorded:before'])
const crashes = isFull ? all : all.filter(({ name, side }) => quick.has(`${name}:${side}`))

test(`a crash at each of ${crashes.length} points between webhook and recorded write: each order told once`, async t => {
  await using running = await crowd({
    workers: 1,
    world: {
      stock: { CUP: { Main: 0 } },
      // A shop gives up a door that is dead for all its tries; a slow machine needs a second to start it.
      shopify: { webhooks: { retryMs: 1000 } },
      settings: { confirmSeconds: 1, closeHoldSeconds: 1 },
    },
  })
  const names: string[] = []
  for (const crash of crashes) await dieAt(running, crash, names)
  await riseAgain(running)
  const found = await accountOf(running.shop)
  agree(found, names, { areClosed: false })
  figure(
    t,
    'P9',
    `killed at ${crashes.length} of ${crashes.length} crash points (${[...new Set(crashes.map(({ name }) => name))].join(', ')}): ${names.length} tickets, 0 doubled, 0 lost, 0 parked; audit ${found.audit}`,
  )
})

/** Starts the process that comes by this point so that it dies there, and gives it orders until it has. */
async function dieAt({ shop, door, workers }: Crowd, crash: Crash, names: string[]): Promise<void> {
  const isDoors = crashPoints.find(({ name }) => name === crash.name)?.in === 'door'
  const victim = isDoors ? door : (workers[0] ?? door)
  await victim.kill()
  // It may come by the point before it has said that it is ready.
  await victim.start({ FAULTS_PRELOAD: preload, FAULTS_CRASH: crashWords(crash) })
  const end = Date.now() + 120_000
  while (!victim.ending) {
    assert.ok(Date.now() < end, `${crashWords(crash)} was never reached`)
    const lines = [{ sku: 'CUP', quantity: 1, location: 'Main' }]
    names.push(shop.shopify.shop.orders.place({ lines, email: `c${names.length}@example.com` }).name)
    await Promise.race([victim.ended(), sleep(1000)])
  }
  assert.equal(victim.ending.signal, 'SIGKILL', crashWords(crash))
  await victim.start()
}
