import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from '#spine/database/page.ts'
import { createKey } from '../api-keys.ts'
import { keyActor } from '../key-actor.ts'
import { addMember, changeRole, findMember, listMembers, removeMember } from '../members.ts'
import { openSession, sessionActor } from '../sessions.ts'
import { inviteMember, redeemSignInLink } from '../sign-in-links.ts'
import { house, system } from '../../../../test/house.ts'

test('members are found by address in any case, and nobody is one twice', async () => {
  await using mugs = await house()
  const { member } = await mugs.join('agent', 'Ann@Mugs.TEST')
  assert.equal(member.email, 'ann@mugs.test')
  const found = await mugs.db.tenant(mugs.tenantId, tx => findMember(tx, 'ANN@mugs.test'))
  assert.deepEqual(found, member)
  await assert.rejects(mugs.join('viewer', 'ann@mugs.test'), { code: 'conflict' })
  await assert.rejects(mugs.join('viewer', 'ann'), { code: 'invalid_input' })
})

test('the list comes newest first, page by page, without one twice or lost', async () => {
  await using mugs = await house()
  for (let n = 0; n < 6; n += 1) await mugs.join('viewer')
  // Equal times, so that only the id tells rows apart.
  await mugs.asOwner(
    `update members set created_at = '2026-01-01T00:00:00.123456Z' where email like 'guest%'`,
  )
  const seen: string[] = []
  let after: Place | undefined
  do {
    const { items, next } = await mugs.db.tenant(mugs.tenantId, tx =>
      listMembers(tx, { limit: 3, ...(after && { after }) }),
    )
    seen.push(...items.map(member => member.email))
    after = next ?? undefined
  } while (after)
  assert.equal(seen.length, 7)
  assert.equal(new Set(seen).size, 7)
  assert.equal(seen[0], 'owner@mugs.test')
})

test('nobody gives a role above their own, and only an owner makes owners', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const admin = await mugs.join('admin')
  const agent = await mugs.join('agent')
  const add = (by: typeof owner, role: 'owner' | 'admin' | 'viewer', email: string) =>
    db.tenant(tenantId, tx => addMember(tx, by, { email, name: 'New', role }))
  await assert.rejects(add(admin.actor, 'owner', 'a@mugs.test'), {
    code: 'forbidden',
    message: /Only an owner/,
  })
  await assert.rejects(add(agent.actor, 'admin', 'a@mugs.test'), { code: 'forbidden' })
  const confined = { ...admin.actor, tools: new Set(['gorgias.create_ticket']) }
  await assert.rejects(add(confined, 'viewer', 'a@mugs.test'), { code: 'forbidden' })
  const key = { ...owner, kind: 'key', id: `key_${'0'.repeat(32)}` } as const
  await assert.rejects(add(key, 'owner', 'a@mugs.test'), { code: 'forbidden' })
  assert.equal((await add(owner, 'owner', 'a@mugs.test')).role, 'owner')
  assert.equal((await add(admin.actor, 'admin', 'b@mugs.test')).role, 'admin')
  const raise = db.tenant(tenantId, tx => changeRole(tx, admin.actor, agent.member.id, 'owner'))
  await assert.rejects(raise, { code: 'forbidden' })
  const unmake = db.tenant(tenantId, tx => changeRole(tx, admin.actor, owner.id, 'viewer'))
  await assert.rejects(unmake, { code: 'forbidden' })
  await assert.rejects(
    db.tenant(tenantId, tx => removeMember(tx, admin.actor, owner.id)),
    { code: 'forbidden' },
  )
})

test('nobody changes or removes somebody above them', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const admin = await mugs.join('admin')
  const agent = await mugs.join('agent')
  const clerk = {
    ...agent.actor,
    permissions: new Set([...agent.actor.permissions, 'members:write'] as const),
  }
  const change = db.tenant(tenantId, tx => changeRole(tx, clerk, admin.member.id, 'viewer'))
  await assert.rejects(change, { code: 'forbidden' })
  const remove = db.tenant(tenantId, tx => removeMember(tx, clerk, owner.id))
  await assert.rejects(remove, { code: 'forbidden' })
  assert.ok(await db.tenant(tenantId, tx => removeMember(tx, clerk, agent.member.id)))
})

test('the last owner cannot go, even when two go at once', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  for (const by of [owner, system(tenantId)]) {
    await assert.rejects(
      db.tenant(tenantId, tx => removeMember(tx, by, owner.id)),
      { code: 'conflict' },
    )
    await assert.rejects(
      db.tenant(tenantId, tx => changeRole(tx, by, owner.id, 'admin')),
      { code: 'conflict' },
    )
  }
  const second = await mugs.join('owner')
  const removals = await Promise.allSettled([
    db.tenant(tenantId, tx => removeMember(tx, owner, second.member.id)),
    db.tenant(tenantId, tx => removeMember(tx, second.actor, owner.id)),
  ])
  assert.deepEqual(removals.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

test('a change of role ends sessions, and revokes the keys that go beyond the new one', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { member, actor } = await mugs.join('admin')
  const made = await db.tenant(tenantId, async tx => ({
    session: await openSession(tx, member.id),
    small: await createKey(tx, actor, { name: 'small', scopes: ['cases:read'] }),
    big: await createKey(tx, actor, { name: 'big', scopes: ['cases:read', 'keys:write'] }),
  }))
  const change = () => db.tenant(tenantId, tx => changeRole(tx, owner, member.id, 'agent'))
  assert.deepEqual(await change(), { member: { ...member, role: 'agent' }, endedSessions: 1, revokedKeys: 1 })
  assert.deepEqual(await change(), { member: { ...member, role: 'agent' }, endedSessions: 0, revokedKeys: 0 })
  assert.equal(await sessionActor(db, made.session.token), undefined)
  assert.equal(await keyActor(db, made.big.secret, 'rest'), undefined)
  assert.equal((await keyActor(db, made.small.secret, 'rest'))?.name, 'small')
})

test('who is removed keeps no door, makes no key, and can be taken back with none of the old ones', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { member, actor } = await mugs.join('admin')
  const made = await db.tenant(tenantId, async tx => ({
    session: await openSession(tx, member.id),
    link: await inviteMember(tx, owner, member.id),
    key: await createKey(tx, actor, { name: 'k', scopes: ['cases:read'] }),
  }))
  const gone = await db.tenant(tenantId, tx => removeMember(tx, owner, member.id))
  assert.deepEqual(gone, { endedSessions: 1, revokedKeys: 1 })
  await assert.rejects(
    db.tenant(tenantId, tx => removeMember(tx, owner, member.id)),
    { code: 'not_found' },
  )
  const late = db.tenant(tenantId, tx => createKey(tx, actor, { name: 'late', scopes: ['cases:read'] }))
  await assert.rejects(late, { code: 'forbidden' })
  const { member: back } = await mugs.join('viewer', member.email)
  assert.deepEqual([back.id, back.role], [member.id, 'viewer'])
  assert.equal(await sessionActor(db, made.session.token), undefined)
  assert.equal(await keyActor(db, made.key.secret, 'rest'), undefined)
  await assert.rejects(redeemSignInLink(db, made.link.token), { code: 'unauthenticated' })
})

test("another account's members are not there", async () => {
  await using mugs = await house()
  await using cups = await house()
  const { tenantId } = cups
  await assert.rejects(
    cups.db.tenant(tenantId, tx => changeRole(tx, cups.owner, mugs.owner.id, 'viewer')),
    { code: 'not_found' },
  )
  await assert.rejects(
    cups.db.tenant(tenantId, tx => removeMember(tx, cups.owner, 'nonsense')),
    { code: 'not_found' },
  )
})
