import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import test from 'node:test'
import pg from 'pg'
import { migrate } from '#spine/database/migrations.ts'
import { freePort } from '../../conformance/rigs/nowhere.ts'
import { allMigrations } from '../../migrated.ts'
import type { World } from '../../world.ts'
import { figure } from '../figure.ts'
import { accountOf, agree } from '../nemesis/check.ts'
import { crowd } from '../nemesis/crowd.ts'
import { member } from '../nemesis/member.ts'
import { numberFrom } from '../seeded.ts'

const inFlight = numberFrom('FAULTS_IN_FLIGHT', 60, 500)
const lockedMs = numberFrom('FAULTS_LOCKED_MS', 2500, 10_000)

test(`P13: a deploy with ${inFlight} webhooks in flight and a migration: nothing lost, nothing doubled`, async t => {
  await using all = await crowd({
    workers: 1,
    world: {
      stock: { CUP: { Main: 0 } },
      shopify: { webhooks: { retryMs: 100 } },
      settings: { confirmSeconds: 1, closeHoldSeconds: 1 },
    },
  })
  const { shop, door, workers, settings } = all
  const [oldPort, newPort] = [await freePort(), await freePort()]
  await door.stop()
  await using front = await frontOf(Number(settings['PORT']), oldPort)
  const PUBLIC_URL = shop.url
  await door.start({ PORT: String(oldPort), PUBLIC_URL })

  const names: string[] = []
  const slowest = await migrateAmid(shop, names)

  const fresh = [
    member('new door', { ...settings, ROLE: 'api', PORT: String(newPort), PUBLIC_URL }),
    member('new worker', { ...settings, ROLE: 'worker' }),
  ]
  t.after(() => Promise.all(fresh.map(one => one.kill())))
  // Both versions run side by side; then the front turns to the new one, and the old one is asked to go.
  await Promise.all(fresh.map(one => one.start()))
  for (let at = 0; at < inFlight; at += 1) names.push(place(shop))
  const { deliveries } = shop.shopify.shop.webhooks
  const waiting = () => deliveries.filter(({ state }) => state === 'waiting').length
  await shop.until('the first are answered', () => waiting() < inFlight)
  const begun = waiting()
  front.turnTo(newPort)
  const old = [door, ...workers]
  const drains = await Promise.all(old.map(one => one.stop()))
  for (const one of old) assert.deepEqual(one.ending, { code: 0, signal: null }, one.name)
  const drained = Math.max(...drains) / 1000
  assert.ok(drained <= 25, `${drained} s`)

  const found = await accountOf(shop)
  agree(found, names, { areClosed: false })
  figure(
    t,
    'P13',
    `SIGTERM to a door and a worker with ${begun} webhooks in flight, the next version beside them: drained in ${drained.toFixed(1)} s, ${found.acknowledged} acknowledged, 0 lost, ${names.length} tickets, 0 doubled; a migration that waited ${lockedMs} ms for its table delayed no webhook by more than ${slowest} ms`,
  )
})

/**
 * A migration wants a table that a long report reads, while webhooks come in: each is answered at the first try. Gives the longest
 * that one waited, in milliseconds.
 */
async function migrateAmid(shop: World, names: string[]): Promise<number> {
  const report = new pg.Client({ connectionString: shop.databaseUrl })
  await report.connect()
  await report.query('begin')
  await report.query('lock table events in access share mode')
  const change = { name: 'zz-of-a-test', sql: 'alter table events add column of_a_test int' }
  const migrated = migrate(shop.databaseUrl, [...(await allMigrations()), change])
  const { deliveries } = shop.shopify.shop.webhooks
  let slowest = 0
  for (const end = Date.now() + lockedMs; Date.now() < end; await sleep(100)) {
    const first = deliveries.length
    const begun = performance.now()
    names.push(place(shop))
    await shop.until('it is answered', () => deliveries.slice(first).every(({ status }) => status > 0))
    slowest = Math.max(slowest, performance.now() - begun)
    for (const { status, tries } of deliveries.slice(first))
      assert.deepEqual({ status, tries }, { status: 200, tries: 1 })
  }
  await report.query('commit')
  await report.end()
  assert.deepEqual(await migrated, ['zz-of-a-test'])
  return Math.round(slowest)
}

function place(shop: World): string {
  const lines = [{ sku: 'CUP', quantity: 1, location: 'Main' }]
  const email = `c${shop.shopify.shop.webhooks.deliveries.length}@example.com`
  return shop.shopify.shop.orders.place({ lines, email }).name
}

/** What stands before the doors of every install with more than one: it passes each new connection to the door of the day. */
async function frontOf(
  port: number,
  first: number,
): Promise<AsyncDisposable & { turnTo(port: number): void }> {
  let target = first
  const open = new Set<Socket>()
  const server = createServer(caller => {
    const door = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [caller, door],
      [door, caller],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => open.delete(one))
    }
    caller.pipe(door).pipe(caller)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    turnTo: next => void (target = next),
    [Symbol.asyncDispose]: async () => {
      for (const one of open) one.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
