import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import test from 'node:test'
import pg from 'pg'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { openAccount } from '#spine/connections/accounts.ts'
import { catalogue, listed } from '#spine/connections/catalogue.ts'
import { openCircuits } from '#spine/connections/circuits.ts'
import { type Database, openDatabase } from '#spine/database/database.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { type KeyRing, keyRing } from '#spine/vault/keys.ts'
import { rotateKeys } from '#spine/vault/rotate-keys.ts'
import { openVault } from '#spine/vault/vault.ts'
import { migratedDatabase } from '../migrated.ts'
import { numberFrom, seeded } from './seeded.ts'

const kills = numberFrom('FAULTS_ROTATION_KILLS', 5, 50)
const credentials = numberFrom('FAULTS_CREDENTIALS', 100, 1000)
const old = Buffer.alloc(32, 1).toString('base64')
const fresh = Buffer.alloc(32, 2).toString('base64')

test(`A7: ${credentials} credentials change keys under 8 readers and ${kills} kills: each opens at every moment`, async t => {
  await using database = await migratedDatabase()
  const db = openDatabase({ url: database.url, poolSize: 10 })
  const owner = new pg.Client({ connectionString: database.url })
  // A test that fails drops its database under this connection, whose end must not be told in place of the failure.
  owner.on('error', () => {})
  await owner.connect()
  const stock = await fill(db, keyRing([old]))
  const before = await owner.query<{ sealed: string }>('select sealed from connections order by id')
  const onOld = async () => {
    const id = keyRing([old]).newest.id
    const { rows } = await owner.query<{ count: number }>(
      'select count(*)::int as count from data_keys where kek_id = $1',
      [id],
    )
    return rows[0]?.count ?? -1
  }
  assert.equal(await onOld(), credentials)

  const readers = Array.from({ length: 8 }, (_, at) => reader(db, stock, at))
  // A failed assertion below must not leave them reading for ever.
  t.after(() => Promise.all(readers.map(({ stop }) => stop())))
  const random = seeded(2026)
  for (let killed = 0; killed < kills; killed += 1) {
    // Points are counted in keys wrapped, and leave something for every later kill.
    const share = Math.floor((await onOld()) / (kills - killed + 1))
    const seen = await rotateInChild(database.url, 1 + Math.floor(random() * share))
    assert.equal(seen, 'killed')
    assert.ok((await onOld()) > 0, 'the rotation was over before it could be killed')
  }
  const left = await onOld()
  assert.equal(await rotateInChild(database.url), `done ${left}`)
  const opened = (await Promise.all(readers.map(({ stop }) => stop()))).flat()
  const failed = opened.filter(error => error !== undefined)

  assert.deepEqual(failed, [])
  assert.ok(opened.length > kills * 8, 'the readers read next to nothing')
  assert.equal(await onOld(), 0)
  // The credentials themselves were not touched, and open without the old key: it may go.
  const after = await owner.query<{ sealed: string }>('select sealed from connections order by id')
  assert.deepEqual(after.rows, before.rows)
  const only = keyRing([fresh])
  for (const place of stock) assert.equal(await opens(db, only, place), undefined)
  assert.deepEqual(await rotateKeys(db, only), { rewrapped: 0, lost: [], mayGo: [] })
  await Promise.all([owner.end(), db.close()])
  t.diagnostic(
    `${kills} kills, ${opened.length} opens meanwhile, 0 failed; 0 of ${credentials} on the old key`,
  )
})

test('A7: an account whose key is lost is named and left alone; the others go on', async () => {
  await using database = await migratedDatabase()
  const db = openDatabase({ url: database.url })
  const [lost] = await fill(db, keyRing([Buffer.alloc(32, 9).toString('base64')]), 1)
  await fill(db, keyRing([old]), 3)
  const ring = keyRing([fresh, old])
  assert.deepEqual(await rotateKeys(db, ring), { rewrapped: 3, lost: [lost?.tenantId], mayGo: [] })
  await db.close()
})

interface Place {
  readonly tenantId: string
  readonly connectionId: string
}

/** An account a credential: every one has a data key of its own. */
async function fill(db: Database, ring: KeyRing, count = credentials): Promise<Place[]> {
  const vault = openVault(ring)
  const found: Place[] = []
  const numbers = Array.from({ length: count }, (_, at) => at).values()
  const lane = async () => {
    for (const at of numbers) {
      const { tenantId } = await createAccount(db, { name: `Shop ${at}`, ownerEmail: `o${at}@shop.test` })
      const connectionId = randomUUID()
      await db.tenant(tenantId, async tx => {
        const sealed = await vault.seal(tx, { connectionId, field: 'credentials' }, { apiKey: connectionId })
        await tx.query(
          `insert into connections (tenant_id, id, connector, external_id, title, door, sealed)
           values ($1, $2, 'gorgias', $3, 'Desk', $4, $5)`,
          [tenantId, connectionId, String(at), randomUUID(), sealed],
        )
      })
      found.push({ tenantId, connectionId })
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return found
}

/** Opens one account with nothing remembered; undefined, or what went wrong. */
async function opens(db: Database, ring: KeyRing, place: Place): Promise<unknown> {
  // A vault a time: what is remembered would open without its row, and prove nothing.
  const connecting = {
    db,
    vault: openVault(ring),
    catalogue: catalogue([listed(Gorgias)]),
    circuits: openCircuits(db),
    publicUrl: '',
  }
  try {
    const { credentials: found } = await openAccount(connecting, place.tenantId, place.connectionId)
    assert.deepEqual(found, { apiKey: place.connectionId })
    return undefined
  } catch (error) {
    return error
  }
}

/** Half of the readers have the rings of processes that were given the new key second. */
function reader(db: Database, stock: readonly Place[], at: number) {
  const ring = keyRing(at % 2 === 0 ? [fresh, old] : [old, fresh])
  let isOver = false
  const random = seeded(at + 1)
  const done = (async () => {
    const found: unknown[] = []
    while (!isOver) {
      const place = stock[Math.floor(random() * stock.length)]
      if (place) found.push(await opens(db, ring, place))
    }
    return found
  })()
  return {
    stop: () => {
      isOver = true
      return done
    },
  }
}

/** Runs a rotation in a process of its own, which dies when it has wrapped that many keys. Gives its last line, or `killed`. */
async function rotateInChild(url: string, killAt = Infinity): Promise<string> {
  const file = new URL('./rotation.ts', import.meta.url).pathname
  const argv = [file, url, String(killAt), fresh, old]
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return child.signalCode === 'SIGKILL' ? 'killed' : said.trim()
}
