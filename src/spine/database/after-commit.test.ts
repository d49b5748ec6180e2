import assert from 'node:assert/strict'
import { test } from 'node:test'
import { house } from '../../../test/house.ts'

test('what is to be done after the commit sees what was committed, and is not done without one', async () => {
  await using home = await house()
  const { db, tenantId } = home
  const done: string[] = []
  await db.tenant(tenantId, async tx => {
    tx.afterCommit(() => done.push('kept'))
    await tx.query('select 1')
    assert.deepEqual(done, [])
  })
  assert.deepEqual(done, ['kept'])
  const broken = db.tenant(tenantId, async tx => {
    tx.afterCommit(() => done.push('rolled back'))
    await tx.query('select 1 / 0')
  })
  await assert.rejects(broken, /division by zero/)
  const swallowed = db.across(async tx => {
    tx.afterCommit(() => done.push('a commit in disguise'))
    await tx.query('select 1 / 0').catch(() => {})
  })
  await assert.rejects(swallowed, /had failed before its commit/)
  assert.deepEqual(done, ['kept'])
})
