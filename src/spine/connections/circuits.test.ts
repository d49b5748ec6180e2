import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, beforeEach, test } from 'node:test'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import type { Fault } from '#sandbox/faults.ts'
import { type GorgiasSandbox, startGorgias } from '#sandbox/gorgias/gorgias.ts'
import { migratedDatabase } from '../../../test/migrated.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { createAccount } from '../tenancy/accounts.ts'
import { systemActor } from '../tenancy/actor.ts'
import { keyRing } from '../vault/keys.ts'
import { openVault } from '../vault/vault.ts'
import { type Connecting, openAccount } from './accounts.ts'
import { catalogue, listed } from './catalogue.ts'
import { openCircuits } from './circuits.ts'
import { connect } from './connect.ts'
import { readHistory } from './history.ts'
import { readConnection } from './list.ts'

const sheet = listed(Gorgias)
let database: TestDatabase
let db: Database
let desk: GorgiasSandbox
let clock = { ms: 0 }
let tenantId = ''
let connectionId = ''

before(async () => {
  database = await migratedDatabase()
  db = openDatabase({ url: database.url })
  desk = await startGorgias({ limit: { calls: 100_000, perSeconds: 1 } })
})

after(async () => {
  await desk.close()
  await db.close()
  await database.drop()
})

beforeEach(async () => {
  clock = { ms: 0 }
  desk.faults.clear()
  ;({ tenantId } = await createAccount(db, { name: 'Mugs', ownerEmail: `o${Math.random()}@mugs.test` }))
  ;({ connectionId } = await connect(process(), systemActor(tenantId, 'cli'), wanted()))
})

const wanted = () => ({
  connector: 'gorgias',
  origin: desk.url,
  credentials: { domain: 'sandbox', email: desk.email, apiKey: desk.apiKey },
})

/** What a process of its own knows: nothing, to begin with. */
function process(): Connecting {
  const vault = openVault(keyRing([Buffer.alloc(32, 7).toString('base64')]))
  const circuits = openCircuits(db, () => clock.ms)
  return { db, vault, catalogue: catalogue([sheet]), circuits, publicUrl: '' }
}

/** One call by an account of its own, as jobs make them; how it ended. */
async function call(spine: Connecting): Promise<string> {
  const account = await openAccount(spine, tenantId, connectionId)
  return sheet.check(account).then(
    () => 'done',
    (error: Error) => error.message,
  )
}

async function health(is: string): Promise<string> {
  for (;;) {
    const row = await db.tenant(tenantId, tx => readConnection(tx, connectionId))
    if (row.health === is) return row.health_says
    await sleep(10)
  }
}

const kinds = async () =>
  (await db.tenant(tenantId, tx => readHistory(tx, connectionId))).map(({ kind }) => kind).toReversed()

const down = /^unavailable: Gorgias (answered|did not answer)/
const shut = /^unavailable: Gorgias does not answer; it is tried again in \d+ s\.$/

test('a platform that is down is left in peace, its connection says so, and its return is seen', async () => {
  const mine = process()
  desk.faults.percent({ kind: 'status', status: 503 }, 1)
  for (let time = 0; time < 5; time += 1) assert.match(await call(mine), down)
  assert.equal(await health('poor'), 'Gorgias does not answer. It is tried again until it does.')
  desk.faults.clear()
  assert.match(await call(mine), shut)
  clock.ms = 5_000
  assert.equal(await call(mine), 'done')
  assert.equal(await health('good'), '')
  assert.deepEqual(await kinds(), ['connected', 'outage', 'recovery'])
})

test('whatever a broken platform sends counts as no answer', async () => {
  const broken: Fault[] = [
    { kind: 'reset-before' },
    { kind: 'reset-midway' },
    { kind: 'truncate' },
    { kind: 'wrong-length' },
    { kind: 'endless' },
    { kind: 'gzip-bomb' },
    { kind: 'html' },
    { kind: 'broken-json' },
    { kind: 'status', status: 200, body: '' },
    { kind: 'status', status: 200, body: '[]' },
    { kind: 'status', status: 307, headers: { location: 'http://169.254.169.254/' } },
    { kind: 'status', status: 500 },
  ]
  for (const fault of broken) {
    const mine = process()
    desk.faults.percent(fault, 1)
    for (let time = 0; time < 5; time += 1) assert.match(await call(mine), down, fault.kind)
    assert.match(await call(mine), shut, fault.kind)
    desk.faults.clear()
  }
})

test('an outage that another process saw is over for all when one hears an answer', async () => {
  const [mine, other] = [process(), process()]
  desk.faults.percent({ kind: 'reset-before' }, 1)
  for (let time = 0; time < 5; time += 1) assert.match(await call(mine), down)
  await health('poor')
  desk.faults.clear()
  assert.match(await call(mine), shut)
  assert.equal(await call(other), 'done')
  await health('good')
})

test('what else is wrong with a connection is not talked over', async () => {
  const mine = process()
  desk.faults.plan({ kind: 'status', status: 401 })
  await call(mine)
  const says = await health('bad')
  desk.faults.percent({ kind: 'status', status: 503 }, 1)
  for (let time = 0; time < 5; time += 1) await call(mine)
  assert.match(await call(mine), shut)
  desk.faults.clear()
  clock.ms = 5_000
  assert.equal(await call(mine), 'done')
  assert.equal(await health('bad'), says)
  assert.deepEqual(await kinds(), ['connected', 'credentials_refused'])
})

test('whoever connects the platform again need not wait for the next try', async () => {
  const mine = process()
  desk.faults.percent({ kind: 'status', status: 503 }, 1)
  for (let time = 0; time < 5; time += 1) await call(mine)
  await health('poor')
  desk.faults.clear()
  assert.match(await call(mine), shut)
  await connect(mine, systemActor(tenantId, 'cli'), wanted())
  assert.equal(await call(mine), 'done')
  assert.equal(await health('good'), '')
})

test('the circuit of one connection is no other’s', async () => {
  const mine = process()
  desk.faults.percent({ kind: 'status', status: 503 }, 1)
  for (let time = 0; time < 5; time += 1) await call(mine)
  desk.faults.clear()
  const theirs = await createAccount(db, { name: 'Cups', ownerEmail: 'o@cups.test' })
  const { connectionId: id } = await connect(mine, systemActor(theirs.tenantId, 'cli'), wanted())
  const { externalId } = await sheet.check(await openAccount(mine, theirs.tenantId, id))
  assert.equal(externalId, 'sandbox')
  assert.match(await call(mine), shut)
})
