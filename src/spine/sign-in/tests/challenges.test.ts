import assert from 'node:assert/strict'
import test from 'node:test'
import { keyRing } from '../../vault/keys.ts'
import { isChallenge, makeChallenge, spendChallenge } from '../challenges.ts'
import { passkeyHost } from '../passkeys.ts'
import { house } from '../../../../test/house.ts'

const ring = keyRing([Buffer.alloc(32, 7).toString('base64')])

test('A5: a challenge is ours, for one purpose, for ten minutes, and no bit of it is another', () => {
  const bytes = makeChallenge(ring, 'sign in', 0)
  const text = bytes.toString('base64url')
  assert.ok(isChallenge(ring, 'sign in', text, 600_000))
  assert.ok(!isChallenge(ring, 'sign in', text, 601_000))
  assert.ok(!isChallenge(ring, 'register', text, 0))
  assert.ok(!isChallenge(keyRing([Buffer.alloc(32, 8).toString('base64')]), 'sign in', text, 0))
  for (let at = 0; at < bytes.length; at += 1) {
    const bent = Buffer.from(bytes)
    bent.writeUInt8(bent.readUInt8(at) ^ 1, at)
    assert.ok(!isChallenge(ring, 'sign in', bent.toString('base64url'), 0), String(at))
  }
  for (const other of ['', 'x', `${text}AA`]) assert.ok(!isChallenge(ring, 'sign in', other, 0))
})

test('it is used up once, of many who try at once, and forgotten when it could not be answered any more', async () => {
  await using mugs = await house()
  const spend = (text: string) => mugs.db.tenant(mugs.tenantId, tx => spendChallenge(tx, text))
  const tries = await Promise.all([1, 2, 3, 4].map(() => spend('one')))
  assert.deepEqual(tries.filter(Boolean), [true])
  await mugs.asOwner(`update spent_challenges set expires_at = now() - interval '1 second'`)
  assert.ok(await spend('two'))
  assert.deepEqual(await mugs.asOwner('select count(*)::int as kept from spent_challenges'), [{ kept: 1 }])
})

test('passkeys are bound to names, never to numbers', () => {
  assert.equal(passkeyHost('https://desk.example'), 'desk.example')
  assert.equal(passkeyHost('http://localhost:4000'), 'localhost')
  for (const url of ['http://127.0.0.1:4000', 'http://[::1]:4000']) assert.equal(passkeyHost(url), undefined)
})
