import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccount } from '../accounts.ts'
import { removeMember } from '../members.ts'
import { endSession, endSessions, openSession, sessionActor } from '../sessions.ts'
import { inviteMember, makeSignInLink, redeemSignInLink } from '../sign-in-links.ts'
import { makeToken } from '../tokens.ts'
import { house } from '../../../../test/house.ts'

const noLink = {
  code: 'unauthenticated',
  says: 'This sign-in link is not valid any more. Ask for a new one.',
}

test('A12: a link signs its member in once, of many who try at once', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { token } = await makeSignInLink(db, tenantId, owner.id)
  const tries = await Promise.allSettled([1, 2, 3, 4].map(() => redeemSignInLink(db, token)))
  const sessions = tries.filter(({ status }) => status === 'fulfilled')
  assert.equal(sessions.length, 1)
  const [session] = tries.flatMap(tried => (tried.status === 'fulfilled' ? [tried.value] : []))
  assert.match(session?.id ?? '', /^ses_[0-9a-f]{32}$/)
  assert.equal(session?.memberId, owner.id)
  const actor = await sessionActor(db, session?.token ?? '')
  const { role, session: own, ...rest } = actor ?? {}
  assert.deepEqual({ ...rest, name: owner.id }, owner)
  assert.deepEqual([actor?.name, role, own?.id], ['owner@mugs.test', 'owner', session?.id])
  assert.ok(own && own.ageSeconds < 60)
})

test('A12: a used, old, unknown or malformed link, and one of a removed member, get one answer', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const used = await makeSignInLink(db, tenantId, owner.id)
  await redeemSignInLink(db, used.token)
  await assert.rejects(redeemSignInLink(db, used.token), noLink)
  await assert.rejects(redeemSignInLink(db, makeToken()), noLink)
  await assert.rejects(redeemSignInLink(db, `${used.token}'--`), noLink)
  const old = await makeSignInLink(db, tenantId, owner.id)
  await mugs.asOwner(`update sign_in_links set expires_at = now() - interval '1 second'`)
  await assert.rejects(redeemSignInLink(db, old.token), noLink)
  const { member } = await mugs.join('viewer')
  const orphan = await makeSignInLink(db, tenantId, member.id)
  await mugs.asOwner(`update members set removed_at = now() where role = 'viewer'`)
  await assert.rejects(redeemSignInLink(db, orphan.token), noLink)
})

test('A12: secrets are not in the database, old links and sessions are tidied away, and an hour is an hour', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { token } = await makeSignInLink(db, tenantId, owner.id)
  const session = await redeemSignInLink(db, token)
  const kept = JSON.stringify(await mugs.asOwner(`select l::text, s::text from sign_in_links l, sessions s`))
  for (const secret of [token, session.token]) {
    assert.ok(!kept.includes(secret))
    assert.ok(!kept.includes(Buffer.from(secret, 'base64url').toString('hex')))
  }
  const span = await mugs.asOwner(`select (expires_at - created_at)::text as span from sign_in_links`)
  assert.deepEqual(span, [{ span: '01:00:00' }])
  await mugs.asOwner(`update sign_in_links set expires_at = now() - interval '1 hour'`)
  await mugs.asOwner(`update sessions set expires_at = now() - interval '1 hour'`)
  await makeSignInLink(db, tenantId, owner.id)
  const left = await mugs.asOwner(
    `select (select count(*)::int from sign_in_links) as links, (select count(*)::int from sessions) as sessions`,
  )
  assert.deepEqual(left, [{ links: 1, sessions: 0 }])
})

test('an invitation goes no higher than its writer', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const admin = await mugs.join('admin')
  const agent = await mugs.join('agent')
  const invite = (by: typeof owner, id: string) => db.tenant(tenantId, tx => inviteMember(tx, by, id))
  await assert.rejects(invite(admin.actor, owner.id), { code: 'forbidden' })
  await assert.rejects(invite(agent.actor, admin.member.id), { code: 'forbidden' })
  await assert.rejects(invite(owner, `mem_${'0'.repeat(32)}`), { code: 'not_found' })
  const { token } = await invite(admin.actor, agent.member.id)
  assert.equal((await redeemSignInLink(db, token)).memberId, agent.member.id)
})

test('A32: a session ends by idling 8 hours, after 7 days, on signing out here or everywhere, and with its member', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { member } = await mugs.join('viewer')
  const open = () => db.tenant(tenantId, tx => openSession(tx, member.id))
  const turnBack = (column: string, span: string) =>
    mugs.asOwner(`update sessions set ${column} = ${column} - interval '${span}'`)
  const isOpen = async (token: string) => (await sessionActor(db, token)) !== undefined

  const idle = await open()
  await turnBack('seen_at', '7 hours 59 minutes')
  assert.ok(await isOpen(idle.token))
  await turnBack('seen_at', '8 hours')
  assert.ok(!(await isOpen(idle.token)))

  const old = await open()
  await turnBack('expires_at', '6 days 23 hours 59 minutes')
  assert.ok(await isOpen(old.token))
  await turnBack('expires_at', '1 minute')
  assert.ok(!(await isOpen(old.token)))

  const [here, there, other] = [await open(), await open(), await open()]
  await endSession(db, here.token)
  await endSession(db, here.token)
  await endSession(db, makeToken())
  assert.deepEqual([await isOpen(here.token), await isOpen(there.token)], [false, true])
  assert.equal(await db.tenant(tenantId, tx => endSessions(tx, member.id)), 2)
  assert.ok(!(await isOpen(other.token)))

  const last = await open()
  await db.tenant(tenantId, tx => removeMember(tx, owner, member.id))
  assert.ok(!(await isOpen(last.token)))
  for (const text of ['', 'x', makeToken()]) assert.ok(!(await isOpen(text)))
})

test('being seen is written at most once a minute', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { token } = await db.tenant(tenantId, tx => openSession(tx, owner.id))
  const seen = async () => (await mugs.asOwner('select seen_at::text, xmin::text from sessions'))[0]
  const first = await seen()
  await sessionActor(db, token)
  assert.deepEqual(await seen(), first)
  await mugs.asOwner(`update sessions set seen_at = now() - interval '61 seconds'`)
  const before = await seen()
  await sessionActor(db, token)
  const after = await seen()
  assert.notDeepEqual(after, before)
  await sessionActor(db, token)
  assert.deepEqual(await seen(), after)
})

test('A10: a session opens its own account only', async () => {
  await using mugs = await house()
  const cups = await createAccount(mugs.db, { name: 'Cups', ownerEmail: 'owner@mugs.test' })
  const { token } = await makeSignInLink(mugs.db, cups.tenantId, cups.memberId)
  const session = await redeemSignInLink(mugs.db, token)
  assert.equal((await sessionActor(mugs.db, session.token))?.tenantId, cups.tenantId)
  await assert.rejects(makeSignInLink(mugs.db, mugs.tenantId, cups.memberId), { code: 'not_found' })
})
