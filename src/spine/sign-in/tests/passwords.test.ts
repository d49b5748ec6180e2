import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import test from 'node:test'
import { createAccount } from '../../tenancy/accounts.ts'
import type { Actor } from '../../tenancy/actor.ts'
import { addMember, removeMember } from '../../tenancy/members.ts'
import { openSession, sessionActor } from '../../tenancy/sessions.ts'
import { fitsVerifier, makeVerifier } from '../password-verifier.ts'
import { refuseWeakPassword } from '../password-rule.ts'
import { hasPassword, knowPassword, removePassword, setPassword } from '../passwords.ts'
import { house, system } from '../../../../test/house.ts'

const good = 'a mug for every shelf'
const fresh = (actor: Actor, ageSeconds = 1): Actor => ({ ...actor, session: { id: 'ses_x', ageSeconds } })
const unknown = { code: 'unauthenticated', says: /E-mail address or password is wrong/ }

test('A33: the calculation is Argon2id of RFC 9106', () => {
  const tag = argon2Sync('argon2id', {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    memory: 32,
    passes: 3,
    parallelism: 4,
    tagLength: 32,
  })
  assert.equal(tag.toString('hex'), '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
})

test('a verifier is salted, says its costs, and fits its password alone', async () => {
  const [one, two] = [await makeVerifier(good), await makeVerifier(good)]
  assert.notEqual(one, two)
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.ok(await fitsVerifier(good, one))
  assert.ok(await fitsVerifier('café ole ole', await makeVerifier('cafe\u0301 ole ole')))
  for (const other of ['', `${good} `, good.toUpperCase()]) assert.ok(!(await fitsVerifier(other, one)))
  assert.ok(!(await fitsVerifier(good, undefined)))
  await assert.rejects(fitsVerifier(good, 'plain'), /another form/)
})

test('A33: a password is long and not what is guessed first', () => {
  const weak = ['short', 'x'.repeat(200), 'aaaaaaaaaaaaaa', 'password123456', 'Password1234!', '123456789012']
  for (const one of [...weak, 'qwertyqwerty1', 'adalovelace123'])
    assert.throws(() => refuseWeakPassword(one, 'adalovelace@mugs.test'), { code: 'invalid_input' }, one)
  for (const one of [good, 'ünïcödé is fine too', 'correct horse battery'])
    refuseWeakPassword(one, 'adalovelace@mugs.test')
})

test('a password opens for its member, until it is changed or taken away, and ends what was open', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const before = await db.tenant(tenantId, tx => openSession(tx, owner.id))
  const session = await setPassword(db, fresh(owner), good)
  assert.equal(await sessionActor(db, before.token), undefined)
  assert.equal((await sessionActor(db, session.token))?.id, owner.id)
  assert.deepEqual(await knowPassword(db, ' Owner@Mugs.test ', good), { tenantId, memberId: owner.id })
  await setPassword(db, fresh(owner), `${good} and more`)
  for (const [email, password] of [
    ['owner@mugs.test', good],
    ['owner@mugs.test', ''],
    ['nobody@mugs.test', good],
    ['no address', good],
  ] as const)
    await assert.rejects(knowPassword(db, email, password), unknown)
  await removePassword(db, fresh(owner))
  await assert.rejects(knowPassword(db, 'owner@mugs.test', `${good} and more`), unknown)
  const deeds = await mugs.asOwner<{ deed: string }>('select deed from audit order by seq')
  assert.deepEqual(
    deeds.map(({ deed }) => deed),
    ['password.set', 'password.set', 'password.removed'],
  )
})

test('only a person who signed in a moment ago changes it', async () => {
  await using mugs = await house()
  const { db, owner } = mugs
  for (const actor of [
    owner,
    fresh(owner, 901),
    fresh(system(mugs.tenantId)),
    { ...fresh(owner), kind: 'key' as const },
  ]) {
    await assert.rejects(setPassword(db, actor, good), { code: 'forbidden' })
    await assert.rejects(removePassword(db, actor), { code: 'forbidden' })
  }
})

test('who leaves keeps no password, also when taken back; and one address in two accounts has two', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { member, actor } = await mugs.join('agent', 'ada@both.test')
  const cups = await createAccount(db, { name: 'Cups', ownerEmail: 'ada@both.test' })
  const there: Actor = { ...owner, tenantId: cups.tenantId, id: cups.memberId }
  await setPassword(db, fresh(actor), good)
  await setPassword(db, fresh(there), `${good} elsewhere`)
  assert.equal((await knowPassword(db, 'ada@both.test', good)).tenantId, tenantId)
  assert.equal((await knowPassword(db, 'ada@both.test', `${good} elsewhere`)).tenantId, cups.tenantId)
  await db.tenant(tenantId, tx => removeMember(tx, owner, member.id))
  await db.tenant(tenantId, tx => addMember(tx, owner, { email: member.email, role: 'agent' }))
  await assert.rejects(knowPassword(db, 'ada@both.test', good), unknown)
  assert.equal(await db.tenant(tenantId, tx => hasPassword(tx, member.id)), false)
})
