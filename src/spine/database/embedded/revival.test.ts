import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { locked } from './lock.ts'
import { findPostmaster } from './postmaster.ts'
import { type Embedded, startEmbedded } from './start-embedded.ts'

let home = ''
let dataFolder = ''

// One cluster for all: to make one takes longer than any of these tests.
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'storewright-revival-'))
  await chmod(home, 0o700)
  dataFolder = join(home, 'postgres')
})

// Without force or retries: whatever is still written here after the last stop is seen.
after(() => rm(home, { recursive: true }))

test('a revival that waits for its turn when the last user leaves starts nothing', async () => {
  const late: string[] = []
  for (let round = 0; round < 8; round += 1) {
    const revives = Promise.withResolvers<void>()
    let isOver = false
    const log = (line: string) => {
      if (isOver) late.push(line)
      if (line.includes('went away')) revives.resolve()
    }
    const { pid, stop } = await startEmbedded({ dataFolder, log, durable: false })
    const leaving = await locked(join(dataFolder, 'lock'), async () => {
      process.kill(pid, 'SIGKILL')
      await revives.promise
      // Both ask for the lock every so often; the rounds vary who is first to find it free.
      await pause(10)
      const stopped = stop()
      await pause(round * 3)
      return { stopped }
    })
    await leaving.stopped
    isOver = true
    await assertDown()
  }
  assert.deepEqual(late, [])
})

test('a revival that has begun to start a server when the last user leaves has it stopped', async () => {
  const starts = Promise.withResolvers<void>()
  let count = 0
  const log = (line: string) => / starts in /.test(line) && (count += 1) === 2 && starts.resolve()
  const { pid, stop } = await startEmbedded({ dataFolder, log, durable: false })
  process.kill(pid, 'SIGKILL')
  await starts.promise
  await stop()
  await assertDown()
})

test('a revival that fails is tried again until it succeeds, or until the last user leaves', async () => {
  const version = join(dataFolder, 'cluster/PG_VERSION')
  for (const isMended of [true, false]) {
    const failed = Promise.withResolvers<void>()
    const again = Promise.withResolvers<void>()
    let starts = 0
    const log = (line: string) => {
      if (line.includes('cannot be revived yet')) failed.resolve()
      if (/ starts in /.test(line) && (starts += 1) === 2) again.resolve()
    }
    const { pid, stop } = await startEmbedded({ dataFolder, log, durable: false })
    await writeFile(version, '1\n')
    process.kill(pid, 'SIGKILL')
    await failed.promise
    if (isMended) {
      await writeFile(version, '18\n')
      await again.promise
    }
    await stop()
    await writeFile(version, '18\n')
    await assertDown()
  }
})

test('after a kill, one user leaving does not stop the server that others have revived', async () => {
  const stays: Embedded[] = []
  for (let round = 0; round < 8; round += 1) {
    const leaver = await startEmbedded({ dataFolder, durable: false })
    process.kill(leaver.pid, 'SIGKILL')
    const next = await startEmbedded({ dataFolder, durable: false })
    stays.push(next)
    await leaver.stop()
    assert.equal((await findPostmaster(join(dataFolder, 'cluster')))?.pid, next.pid)
    const client = new Client({ connectionString: next.url })
    await client.connect()
    await client.end()
  }
  for (const one of stays) await one.stop()
  await assertDown()
})

const moments = {
  'after its start': '',
  'while it revives its server': `const hold = setInterval(() => {}, 1_000)
    process.kill(server.pid, 'SIGKILL')
    await gone
    clearInterval(hold)`,
}
for (const [moment, deed] of Object.entries(moments)) {
  test(`a process with nothing else to do is through with its stop ${moment}`, async () => {
    const file = JSON.stringify(new URL('start-embedded.ts', import.meta.url).href)
    const program = `const { startEmbedded } = await import(${file})
      const { promise: gone, resolve } = Promise.withResolvers()
      const log = line => line.includes('went away') && resolve()
      const server = await startEmbedded({ dataFolder: process.argv[1], log, durable: false })
      ${deed}
      await server.stop()
      console.log('stopped')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataFolder])
    const [out, errors] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()])
    assert.equal(out.join(''), 'stopped\n', errors.join(''))
    await assertDown()
  })
}

async function assertDown(): Promise<void> {
  assert.equal(await findPostmaster(join(dataFolder, 'cluster')), undefined)
}
