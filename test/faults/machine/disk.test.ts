import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import test, { type TestContext } from 'node:test'
import { findPostmaster } from '#spine/database/embedded/postmaster.ts'
import { ticketed } from '../desk-ledger.ts'
import { figure } from '../figure.ts'
import { accountOf, agree } from '../nemesis/check.ts'
import { crowd, type Crowd } from '../nemesis/crowd.ts'
import { riseAgain } from '../nemesis/rise-again.ts'
import { isFull, numberFrom } from '../seeded.ts'
import { limitedFiles, mountedDisk, mountingFails, type Disk } from './disks.ts'

const fullSeconds = numberFrom('FAULTS_DISK_SECONDS', 4, 30)
const megabytes = numberFrom('FAULTS_DISK_MEGABYTES', 192)
const noLimits =
  process.platform === 'linux' ? false : 'sizes of files are limited by prlimit, which is of Linux'

test(
  'P11: no file may grow: 503 until it may, and nothing acknowledged is lost',
  { skip: noLimits },
  async t => {
    await using disk = limitedFiles()
    await run(t, disk, 'files that may not grow')
  },
)

const noDisk = isFull ? ((await mountingFails()) ?? false) : 'a disk is mounted at full numbers only'

test('P11: a disk filled to the last page: the same', { skip: noDisk }, async t => {
  await using disk = await mountedDisk(megabytes)
  await run(t, disk, `a disk of ${megabytes} MB`)
})

async function run(t: TestContext, disk: Disk, what: string): Promise<void> {
  await using all = await crowd({
    workers: 1,
    ...(disk.home !== undefined && { home: disk.home }),
    world: {
      stock: { CUP: { Main: 0 } },
      shopify: { webhooks: { retryMs: 200 } },
      settings: { confirmSeconds: 1, closeHoldSeconds: 1 },
    },
  })
  const { shop, members } = all
  const pids = members.map(({ pid }) => pid)
  const names = [place(all)]
  await shop.until('the first is told', () => ticketed(shop).length === 1)
  const postmaster = await findPostmaster(all.server.cluster)
  const writers = [process.pid, ...pids, postmaster?.pid ?? 0]
  const seen = watching(all)
  t.after(() => seen.stop())
  await disk.fill(writers)
  // A log that was made in advance takes some more; then nothing goes any further.
  const end = Date.now() + fullSeconds * 1000
  while (Date.now() < end || !seen.statuses.has(503)) {
    assert.ok(Date.now() < end + 60_000, 'the disk was never full')
    names.push(place(all))
    await sleep(200)
  }
  await disk.free(writers)
  const freed = performance.now()
  const before = ticketed(shop).length
  names.push(place(all))
  await shop.until('work is done again', () => ticketed(shop).length > before)
  const took = (performance.now() - freed) / 1000
  seen.stop()
  assert.deepEqual(
    members.map(({ pid }) => pid),
    pids,
    'a process ended with its disk',
  )
  assert.deepEqual(
    [...seen.statuses].filter(status => ![200, 503].includes(status)),
    [],
  )
  await riseAgain(all)
  const found = await accountOf(shop)
  agree(found, names, { areClosed: false })
  figure(
    t,
    'P11',
    `${what}, for ${fullSeconds} s: answers ${[...seen.statuses].toSorted((a, b) => a - b).join(', ')}; ${found.acknowledged} webhooks acknowledged, 0 lost; ${names.length} tickets, 0 doubled; work again ${took.toFixed(1)} s after there was room, by itself; audit ${found.audit}`,
  )
}

function place({ shop }: Crowd): string {
  const lines = [{ sku: 'CUP', quantity: 1, location: 'Main' }]
  const email = `c${shop.shopify.shop.webhooks.deliveries.length}@example.com`
  return shop.shopify.shop.orders.place({ lines, email }).name
}

/** Every status that a delivery was given from now on. */
function watching({ shop }: Crowd) {
  const { deliveries } = shop.shopify.shop.webhooks
  const first = deliveries.length
  const statuses = new Set<number>()
  const timer = setInterval(() => {
    for (const { status } of deliveries.slice(first)) if (status > 0) statuses.add(status)
  }, 5)
  return { statuses, stop: () => clearInterval(timer) }
}
