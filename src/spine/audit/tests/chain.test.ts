import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { house } from '../../../../test/house.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { appendAudit } from '../append.ts'
import { erasePersonal } from '../erase-personal.ts'
import { listAudit } from '../read.ts'
import { verifyAudit } from '../verify.ts'
import { openChain } from '../../../../test/audit/chain.ts'

const by = { actor: 'system operator', via: 'cli' }

test('a chain holds, page by page, and its verdict says how far heads vouch for it', async () => {
  await using chain = await openChain()
  const { db, tenantId } = chain.home
  const heads = await chain.anchoring.read(tenantId)
  for (const pageSize of [1, 3, 5, 10, 11, 5000]) {
    const verdict = await verifyAudit(db, tenantId, { heads, pageSize })
    assert.ok(verdict.isWhole)
    assert.deepEqual([verdict.records, verdict.anchoredTo, verdict.erased], [10, 6, 0])
  }
  const other = (await createAccount(db, { name: 'Cups', ownerEmail: 'owner@cups.test' })).tenantId
  const empty = await verifyAudit(db, other)
  assert.deepEqual(empty, {
    isWhole: true,
    records: 0,
    head: '00'.repeat(32),
    anchoredTo: 0,
    setAside: 0,
    erased: 0,
  })
})

test('appends at the same time follow one another', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const one = () => db.tenant(tenantId, tx => appendAudit(tx, { ...by, deed: 'a.b', outcome: 'succeeded' }))
  await Promise.all(Array.from({ length: 20 }, one))
  const verdict = await verifyAudit(db, tenantId)
  assert.deepEqual([verdict.isWhole, verdict.records], [true, 20])
})

test('whatever JSON a record carries, it is hashed as it comes back', async () => {
  await using home = await house()
  const { db, tenantId } = home
  // What jsonb itself refuses is the zero character.
  const text = fc.string({ unit: 'grapheme' }).map(found => found.replaceAll('\0', ''))
  const value = fc.dictionary(
    text.filter(name => name !== '__proto__'),
    fc.anything({ key: text, values: [text, fc.double(), fc.boolean(), fc.constant(undefined), fc.date()] }),
    { maxKeys: 4 },
  )
  const records = fc.sample(fc.record({ details: value, personal: fc.option(value, { nil: undefined }) }), {
    numRuns: 60,
    seed: 7,
  })
  for (const { details, personal } of records.filter(isSpeakable))
    await db.tenant(tenantId, tx =>
      appendAudit(tx, { ...by, deed: 'a.b', outcome: 'succeeded', details, personal }),
    )
  const verdict = await verifyAudit(db, tenantId)
  assert.ok(verdict.isWhole, verdict.isWhole ? '' : verdict.says)
  assert.ok(verdict.records > 40)
})

test('A45: what is known of a person is erased, and the chain holds', async () => {
  await using chain = await openChain()
  const { db, tenantId, asOwner } = chain.home
  const head = (await chain.verify()).anchored
  const erase = (value: string) => db.tenant(tenantId, tx => erasePersonal(tx, by, value))

  assert.equal(await erase('nobody@mugs.test'), 0)
  assert.equal(await erase('GUEST5@mugs.test'), 1)
  assert.equal(await erase('guest5@mugs.test'), 0)
  const rows = await asOwner(
    'select audit::text as text from audit union all select personal::text from audit_personal',
  )
  assert.ok(rows.every(({ text }) => !String(text).includes('guest5')))
  assert.ok(rows.some(({ text }) => String(text).includes('guest10')))

  const { anchored } = await chain.verify()
  assert.ok(head.isWhole && anchored.isWhole)
  assert.deepEqual([anchored.records, anchored.anchoredTo, anchored.erased], [11, 6, 1])
  const [newest] = await db.tenant(tenantId, tx => listAudit(tx, { limit: 1 }))
  assert.deepEqual([newest?.deed, newest?.details], ['personal.erased', { records: [5] }])
})

test('equal personal parts have unequal hashes, and the app changes none', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const personal = { input: { customer: 'anna@example.com' } }
  for (const _ of [1, 2])
    await db.tenant(tenantId, tx => appendAudit(tx, { ...by, deed: 'a.b', outcome: 'succeeded', personal }))
  const rows = await db.tenant(tenantId, tx => listAudit(tx, { limit: 2 }))
  const hashes = rows.map(({ details }) => JSON.stringify(details))
  assert.equal(new Set(hashes).size, 2)
  assert.ok(hashes.every(hash => /^\{"personalHash":"[0-9a-f]{64}"\}$/.test(hash)))
  await assert.rejects(
    db.tenant(tenantId, tx => tx.query(`update audit_personal set personal = '{}'`)),
    /permission denied/,
  )
})

/** Half a character cannot be stored, so it cannot have been sent. */
function isSpeakable(record: unknown): boolean {
  return JSON.stringify(record).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(record))
}
