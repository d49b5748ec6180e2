import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inspect } from 'node:util'
import { house } from '../../../../test/house.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { keyRing } from '../keys.ts'
import { openVault } from '../vault.ts'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const place = { connectionId: randomUUID(), field: 'credentials' }

test('A6: a sealed value opens in no other row, field or account', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const other = (await createAccount(db, { name: 'Cups', ownerEmail: 'owner@cups.test' })).tenantId
  const vault = openVault(keyRing([key(1)]))
  const sealed = await db.tenant(tenantId, tx => vault.seal(tx, place, { token: 'shpat_canary' }))
  // The other account has a data key too, so that what refuses is the seal and not its lack.
  await db.tenant(other, tx => vault.seal(tx, place, {}))
  const open = (tenant: string, at: typeof place) => db.tenant(tenant, tx => vault.open(tx, at, sealed))

  assert.deepEqual(await open(tenantId, place), { token: 'shpat_canary' })
  assert.equal(inspect(await open(tenantId, place)), '[secret]')
  await assert.rejects(open(tenantId, { ...place, connectionId: randomUUID() }), /does not open/)
  await assert.rejects(open(tenantId, { ...place, field: 'door' }), /does not open/)
  await assert.rejects(open(other, place), /does not open/)
  // Not even with the other account's wrapped data key copied along.
  await home.asOwner(
    `update data_keys set wrapped = (select wrapped from data_keys where tenant_id = '${tenantId}') where tenant_id = '${other}'`,
  )
  const cold = openVault(keyRing([key(1)]))
  await assert.rejects(
    db.tenant(other, tx => cold.open(tx, place, sealed)),
    /does not open/,
  )
})

test('a data key that was rolled back seals nothing later', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const vault = openVault(keyRing([key(1)]))
  const failed = db.tenant(tenantId, async tx => {
    await vault.seal(tx, place, 1)
    // Read back within the transaction that made it, it is as uncommitted as before.
    await vault.seal(tx, place, 2)
    throw new Error('after the seal')
  })
  await assert.rejects(failed, /after the seal/)
  const sealed = await db.tenant(tenantId, tx => vault.seal(tx, place, { token: 't' }))
  const restarted = openVault(keyRing([key(1)]))
  assert.deepEqual(await db.tenant(tenantId, tx => restarted.open(tx, place, sealed)), { token: 't' })
})

test('opening makes no key, and says what is missing', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const open = (byte: number, sealed: string) =>
    db.tenant(tenantId, tx => openVault(keyRing([key(byte)])).open(tx, place, sealed))
  await assert.rejects(open(1, 'v1|a|b|c'), /not in the ring/)
  assert.deepEqual(await home.asOwner('select 1 from data_keys'), [])
  const sealed = await db.tenant(tenantId, tx => openVault(keyRing([key(1)])).seal(tx, place, 1))
  await assert.rejects(open(2, sealed), /not in the ring/)
})

test('A7: who opens does not wait for a rotation of that very key', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const ring = keyRing([key(1)])
  const sealed = await db.tenant(tenantId, tx => openVault(ring).seal(tx, place, { token: 't' }))
  const opened = await db.tenant(tenantId, async tx => {
    await tx.query('select 1 as one from data_keys for update')
    await tx.query('update data_keys set rewrapped_at = now()')
    // Another transaction, while this one holds the row changed and uncommitted.
    return db.tenant(tenantId, reading => openVault(ring).open(reading, place, sealed))
  })
  assert.deepEqual(opened, { token: 't' })
})

test('what was opened and is sealed again keeps its fields', async () => {
  await using home = await house()
  const vault = openVault(keyRing([key(1)]))
  const again = await home.db.tenant(home.tenantId, async tx => {
    const opened = await vault.open(tx, place, await vault.seal(tx, place, { token: 't' }))
    return vault.open(tx, place, await vault.seal(tx, place, opened))
  })
  assert.deepEqual(again, { token: 't' })
})
