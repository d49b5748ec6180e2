import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Embedded, startEmbedded } from './start-embedded.ts'

let dataFolder = ''
let started: Embedded[] = []

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'storewright-embedded-'))
  await chmod(home, 0o700)
  dataFolder = join(home, 'postgres')
  started = []
})

afterEach(async () => {
  for (const server of started) await server.stop()
  await rm(join(dataFolder, '..'), { recursive: true, force: true })
})

test('four starts at once share one server, and the last to leave stops it', async () => {
  const servers = await Promise.all([start(), start(), start(), start()])
  const [first, second, third, fourth] = servers.map(server => server.pid)
  assert.deepEqual([second, third, fourth], [first, first, first])

  for (const server of servers.slice(1)) await server.stop()
  assert.deepEqual(await ask('select 1 as answer'), [{ answer: 1 }])
  await servers[0]?.stop()
  assert.equal(await stat(pidFile()).catch(() => 'gone'), 'gone')
})

test('the server listens on a closed unix socket only, with checksums and a builtin locale', async () => {
  const { socketFolder } = await start()
  assert.equal((await stat(socketFolder)).mode & 0o777, 0o700)
  const found = await ask(`select current_setting('listen_addresses') as tcp,
    current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
    (select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'storewright') as locale`)
  assert.deepEqual(found, [{ tcp: '', checksums: 'on', fsync: 'on', locale: 'b C.UTF-8' }])
})

test('data survives a kill of the server, which is started again under a running app', async () => {
  const { pid } = await start()
  await ask('create table kept as select 7 as n')
  process.kill(pid, 'SIGKILL')
  const next = await start()
  assert.notEqual(next.pid, pid)
  assert.deepEqual(await ask('select n from kept'), [{ n: 7 }])
})

test('a pid file that names a foreign living process does not stop a start', async () => {
  await (await start()).stop()
  const stranger = spawn('sleep', ['60'])
  try {
    await writeFile(pidFile(), [stranger.pid, join(dataFolder, 'cluster'), 1, 5432, '', '', ''].join('\n'))
    const { pid } = await start()
    assert.notEqual(pid, stranger.pid)
    assert.equal((await readFile(pidFile(), 'utf8')).split('\n')[0], String(pid))
  } finally {
    stranger.kill()
  }
})

test('a process killed in the middle of a first start leaves nothing in the way', async () => {
  await mkdir(join(dataFolder, 'cluster.new/base'), { recursive: true })
  const file = JSON.stringify(new URL('start-embedded.ts', import.meta.url).href)
  const program = `const { startEmbedded } = await import(${file}); console.log('go');
    await startEmbedded({ dataFolder: process.argv[1] })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataFolder])
  await new Promise(resolve => child.stdout.once('data', resolve))
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
  await start()
  assert.deepEqual(await ask('select 1 as answer'), [{ answer: 1 }])
})

test('an initdb that outlived the start that called it is in nobody’s way', async () => {
  const half = join(dataFolder, 'cluster.new')
  await mkdir(half, { recursive: true })
  const writes = `let at = 0; setInterval(() => { at += 1; require('fs').mkdirSync(process.argv[1] + '/' + at, { recursive: true }) }, 1)`
  const orphan = spawn(process.execPath, ['-e', writes, half])
  const isAtWork = async () => (await readdir(half)).length > 0
  while (!(await isAtWork())) await sleep(10)
  try {
    await start()
    assert.deepEqual(await ask('select 1 as answer'), [{ answer: 1 }])
  } finally {
    const ended = new Promise(resolve => orphan.once('exit', resolve))
    orphan.kill('SIGKILL')
    await ended
  }
})

test('a path too long for a socket gets a short closed folder elsewhere', async () => {
  const home = dataFolder
  dataFolder = join(home, 'a-rather-long-folder-name'.repeat(4), 'postgres')
  const { socketFolder } = await start()
  assert.ok(Buffer.byteLength(socketFolder) < 80)
  assert.equal((await stat(socketFolder)).mode & 0o777, 0o700)
  assert.deepEqual(await ask('select 1 as answer'), [{ answer: 1 }])
  await started.pop()?.stop()
  await rm(socketFolder, { recursive: true })
  dataFolder = home
})

test('an app that ends without stop() leaves the server to be joined', async () => {
  const file = JSON.stringify(new URL('start-embedded.ts', import.meta.url).href)
  const program = `const { startEmbedded } = await import(${file});
    console.log((await startEmbedded({ dataFolder: process.argv[1] })).pid)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataFolder])
  const out = await child.stdout.toArray()
  const { pid } = await start()
  assert.equal(String(out.join('')).trim(), String(pid))
})

test('files of another major version are refused with words', async () => {
  await mkdir(join(dataFolder, 'cluster'), { recursive: true })
  await writeFile(join(dataFolder, 'cluster/PG_VERSION'), '16\n')
  await assert.rejects(start(), /written by PostgreSQL 16/)
})

async function start(): Promise<Embedded> {
  const server = await startEmbedded({ dataFolder })
  started.push(server)
  return server
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: started.at(-1)?.url ?? '' })
  await client.connect()
  return client
    .query(sql)
    .then(found => found.rows)
    .finally(() => client.end())
}

function pidFile(): string {
  return join(dataFolder, 'cluster/postmaster.pid')
}
