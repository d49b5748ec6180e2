import assert from 'node:assert/strict'
import test from 'node:test'
import type { Actor } from '../../tenancy/actor.ts'
import { removeMember } from '../../tenancy/members.ts'
import { keyRing } from '../../vault/keys.ts'
import { openVault } from '../../vault/vault.ts'
import { halfWay, readHalfWay } from '../half-way.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  readSecondFactor,
  removeSecondFactor,
  useCode,
} from '../second-factor.ts'
import { codeOf, stepAt } from '../totp.ts'
import { house, type House } from '../../../../test/house.ts'

const ring = keyRing([Buffer.alloc(32, 7).toString('base64')])
const vault = openVault(ring)
const fresh = (actor: Actor, ageSeconds = 1): Actor => ({ ...actor, session: { id: 'ses_x', ageSeconds } })

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
// Read back as an app does.
function bytesOf(text: string): Buffer {
  const bits = [...text].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}

async function enrolled(mugs: House, actor: Actor) {
  const { secret, url } = await beginSecondFactor(mugs.db, vault, fresh(actor), 'o@mugs.test')
  assert.equal(new URL(url).searchParams.get('secret'), secret)
  const code = (off = 0) => codeOf(bytesOf(secret), stepAt(Date.now()) + off)
  const { recoveryCodes } = await confirmSecondFactor(mugs.db, vault, fresh(actor), code())
  const use = (given: string) => mugs.db.tenant(mugs.tenantId, tx => useCode(tx, vault, actor.id, given))
  return { secret, code, recoveryCodes, use }
}

test('A33: a code is taken once, of many who try at once, and none that is older', async () => {
  await using mugs = await house()
  const { code, use } = await enrolled(mugs, mugs.owner)
  assert.equal(await use(code(-1)), false)
  const next = code(1)
  const tries = await Promise.all([1, 2, 3, 4].map(() => use(next)))
  assert.deepEqual(tries.filter(Boolean), [true])
  assert.deepEqual([await use(code(0)), await use('000000'), await use('')], [false, false, false])
})

test('a recovery code works once, and nothing of any secret is in the database', async () => {
  await using mugs = await house()
  const { secret, recoveryCodes, use } = await enrolled(mugs, mugs.owner)
  const [first = '', second = ''] = recoveryCodes
  const tries = await Promise.all([use(first), use(first), use(second.toLowerCase())])
  assert.deepEqual(tries.filter(Boolean), [true, true])
  const left = await mugs.db.tenant(mugs.tenantId, tx => readSecondFactor(tx, mugs.owner.id))
  assert.deepEqual(left, { isOn: true, codesLeft: 8 })
  const kept = JSON.stringify(await mugs.asOwner('select f::text, a::text from second_factors f, audit a'))
  const bytes = bytesOf(secret)
  for (const text of [secret, bytes.toString('hex'), bytes.toString('base64url'), ...recoveryCodes])
    assert.ok(!kept.includes(text))
})

test('one that is only begun asks nobody, one that is on is not overwritten, and who leaves takes it along', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { actor, member } = await mugs.join('agent')
  await beginSecondFactor(db, vault, fresh(actor), 'a@mugs.test')
  await assert.rejects(confirmSecondFactor(db, vault, fresh(actor), '000000'), { code: 'invalid_input' })
  assert.equal((await db.tenant(tenantId, tx => readSecondFactor(tx, actor.id))).isOn, false)
  const { use, recoveryCodes } = await enrolled(mugs, actor)
  await assert.rejects(beginSecondFactor(db, vault, fresh(actor), 'a@mugs.test'), { code: 'conflict' })
  await assert.rejects(confirmSecondFactor(db, vault, fresh(actor), '000000'), { code: 'not_found' })
  for (const deed of [beginSecondFactor(db, vault, actor, 'a'), removeSecondFactor(db, fresh(actor, 901))])
    await assert.rejects(deed, { code: 'forbidden' })
  await db.tenant(tenantId, tx => removeMember(tx, owner, member.id))
  assert.equal(await use(recoveryCodes[0] ?? ''), false)
})

test('A6: a sealed secret opens for no other member', async () => {
  await using mugs = await house()
  const { actor } = await mugs.join('agent')
  await enrolled(mugs, mugs.owner)
  const other = await enrolled(mugs, actor)
  await mugs.asOwner(
    'update second_factors set sealed = (select min(sealed) from second_factors where last_step > 0)',
  )
  const results = await Promise.allSettled([other.use(other.code(1)), useOwner(mugs)])
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 1)
})

const useOwner = (mugs: House) =>
  mugs.db.tenant(mugs.tenantId, tx => useCode(tx, vault, mugs.owner.id, '123456'))

test('A5: half way is five minutes long, and forged by nobody', () => {
  const knower = { tenantId: '0b0e0d5e-0000-4000-8000-000000000000', memberId: `mem_${'a'.repeat(32)}` }
  const ticket = halfWay(ring, knower, 1000)
  assert.deepEqual(readHalfWay(ring, ticket, 300_000), knower)
  const [tenant = '', , until = '', mac = ''] = ticket.split('.')
  const forged = [
    `${tenant}.mem_${'b'.repeat(32)}.${until}.${mac}`,
    `${ticket}.x`,
    ticket.slice(0, -1),
    '',
    'a.b.c.d',
  ]
  for (const one of forged)
    assert.throws(() => readHalfWay(ring, one, 1000), { code: 'unauthenticated' }, one)
  assert.throws(() => readHalfWay(ring, ticket, 302_000), { code: 'unauthenticated' })
  const other = keyRing([Buffer.alloc(32, 8).toString('base64')])
  assert.throws(() => readHalfWay(other, ticket, 1000), { code: 'unauthenticated' })
})
