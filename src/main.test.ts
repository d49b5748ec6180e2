import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { startS3 } from '#sandbox/s3/s3.ts'
import { migratedDatabase } from '../test/migrated.ts'

const main = new URL('./main.ts', import.meta.url).pathname

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function run(
  env: Record<string, string>,
  ...argv: string[]
): ChildProcess & { text(): string; said(pattern: RegExp): Promise<void> } {
  const child = spawn(process.execPath, [main, ...argv], {
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let all = ''
  const waiting = new Set<() => void>()
  const take = (data: Buffer) => {
    all += data.toString()
    for (const look of waiting) look()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return Object.assign(child, {
    text: () => all,
    said: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (pattern.test(all)) resolve()
        }
        waiting.add(look)
        child.once('exit', () => reject(new Error(`It ended without saying ${String(pattern)}:\n${all}`)))
        look()
      }),
  })
}

test('the main job: start, an order to its ticket, a clean stop, and a second start that keeps everything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-main-'))
  const env = { STOREWRIGHT_DATA: folder, PORT: String(await freePort()), SANDBOX: 'true' }
  const first = run(env, 'start')
  await first.said(/one ticket at gorgias: https/)
  assert.match(first.text(), /Sign in once with http/)
  assert.match(first.text(), /5 here, 8 committed; 3 short/)
  first.kill('SIGINT')
  const [code] = await once(first, 'exit')
  assert.equal(code, 0, first.text())
  assert.match(first.text(), /Everything is kept/)

  const second = run(env, 'start')
  await second.said(/gorgias, simulated/)
  assert.doesNotMatch(second.text(), /Sign in once|a customer orders/)
  const doctor = run(env, '--json', 'doctor')
  await once(doctor, 'exit')
  assert.match(doctor.text(), /"check": "PostgreSQL",\s+"good": true/)
  const cases = run(env, '--json', 'actions', 'run', 'backorders.list_cases')
  await once(cases, 'exit')
  assert.match(cases.text(), /#1001/)
  await anchorInBucket(env)
  second.kill('SIGTERM')
  assert.equal((await once(second, 'exit'))[0], 0, second.text())
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

test('a worker alone has no door but the one where it is watched', async () => {
  await using database = await migratedDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'storewright-worker-'))
  const [port, metricsPort] = [await freePort(), await freePort()]
  const worker = run(
    {
      DATABASE_URL: database.url,
      STOREWRIGHT_DATA: folder,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      // Asked for, but there is no door here that it could tell its events to.
      SANDBOX: 'true',
      UNSAFE_COMMITS: 'true',
    },
    'start',
    '--role',
    'worker',
  )
  await worker.said(/is ready/)
  const watched = (path: string) => fetch(`http://127.0.0.1:${metricsPort}${path}`)
  assert.equal((await watched('/health')).status, 200)
  assert.equal((await watched('/ready')).status, 200)
  const metrics = await (await watched('/metrics')).text()
  for (const queue of ['events', 'work', 'actions', 'ticks', 'long'])
    assert.match(metrics, new RegExp(`^storewright_queue_waiting\\{queue="${queue}",due="now"\\} \\d+$`, 'm'))
  for (const path of ['/v1/members', '/openapi.json', '/mcp', '/sign-in'])
    assert.equal((await watched(path)).status, 404, path)
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health`))
  worker.kill('SIGTERM')
  assert.equal((await once(worker, 'exit'))[0], 0, worker.text())
  await rm(folder, { recursive: true, force: true })
})

test('a database that may forget what it confirmed is not started upon', async () => {
  await using database = await migratedDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'storewright-forgetful-'))
  const child = run({ DATABASE_URL: database.url, STOREWRIGHT_DATA: folder, PORT: '0' }, 'start')
  assert.equal((await once(child, 'exit'))[0], 1)
  assert.match(child.text(), /switch on fsync, full_page_writes, synchronous_commit\./)
  await rm(folder, { recursive: true, force: true })
})

test('a bad variable ends the start with one sentence', async () => {
  const child = run({ PORT: 'many' }, 'start')
  assert.equal((await once(child, 'exit'))[0], 2)
  assert.match(child.text(), /^PORT [^\n]+\.\n$/)
})

/** The audit's head goes into a bucket that the environment names, and vouches for the chain from there. */
async function anchorInBucket(env: Record<string, string>): Promise<void> {
  const s3 = await startS3()
  const inBucket = {
    ...env,
    AUDIT_ANCHOR: 's3://heads/shop',
    S3_ENDPOINT: s3.url,
    S3_REGION: s3.region,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  }
  const anchor = run(inBucket, '--json', 'audit', 'anchor')
  await once(anchor, 'exit')
  assert.match(anchor.text(), /"written": 1,\s+"at": "s3:/)
  assert.equal(s3.objects.size, 1)
  const verify = run(inBucket, '--json', 'audit', 'verify', '--anchor', 's3://heads/shop')
  await once(verify, 'exit')
  assert.match(verify.text(), /"whole": true[^]*"anchoredTo": [1-9]/)
  await s3.close()
}
