import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccount, ensureAccount } from '../accounts.ts'
import { findMember, listMembers } from '../members.ts'
import { house } from '../../../../test/house.ts'

test('an account begins with one owner, and a house is asked for its oldest one', async () => {
  await using mugs = await house()
  const cups = await createAccount(mugs.db, { name: ' Cups ', ownerEmail: ' Boss@Cups.TEST ' })
  const first = await ensureAccount(mugs.db, { name: 'Any', ownerEmail: 'any@any.test' })
  assert.deepEqual([first.tenantId, first.isNew], [mugs.tenantId, false])
  const { items } = await mugs.db.tenant(cups.tenantId, tx => listMembers(tx, { limit: 5 }))
  assert.deepEqual(
    items.map(({ id, email, role }) => ({ id, email, role })),
    [{ id: cups.memberId, email: 'boss@cups.test', role: 'owner' }],
  )
})

test('names and addresses are judged before anything is made', async () => {
  await using mugs = await house()
  const bad = [
    { name: ' ', ownerEmail: 'a@b.test' },
    { name: 'x'.repeat(201), ownerEmail: 'a@b.test' },
    { name: 'Cups', ownerEmail: 'nobody' },
  ]
  for (const wish of bad) {
    await assert.rejects(createAccount(mugs.db, wish), { code: 'invalid_input' })
    await assert.rejects(ensureAccount(mugs.db, wish), { code: 'invalid_input' })
  }
  assert.equal((await mugs.asOwner('select id from accounts')).length, 1)
})

test('four processes that start at once make one account with one owner', async () => {
  await using mugs = await house()
  await mugs.asOwner('delete from accounts')
  const wish = { name: 'Cups', ownerEmail: 'boss@cups.test' }
  const made = await Promise.all([1, 2, 3, 4].map(() => ensureAccount(mugs.db, wish)))
  assert.equal(new Set(made.map(({ tenantId, memberId }) => `${tenantId} ${memberId}`)).size, 1)
  assert.equal(made.filter(({ isNew }) => isNew).length, 1)
})

test('an account whose maker died before its owner was made gets one', async () => {
  await using mugs = await house()
  await mugs.asOwner('delete from members')
  const { tenantId, isNew } = await ensureAccount(mugs.db, { name: 'Mugs', ownerEmail: 'boss@mugs.test' })
  assert.deepEqual([tenantId, isNew], [mugs.tenantId, false])
  const member = await mugs.db.tenant(tenantId, tx => findMember(tx, 'BOSS@mugs.test'))
  assert.equal(member?.role, 'owner')
})
