import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createKey, listKeys, revokeKey } from '../api-keys.ts'
import { keyActor } from '../key-actor.ts'
import { isKey, isToken, makeKey, makeToken } from '../tokens.ts'
import { house, system } from '../../../../test/house.ts'

test('a key is shown once, kept as a hash, and stands for what it was granted', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { key, secret } = await db.tenant(tenantId, tx =>
    createKey(tx, owner, { name: ' Robot ', scopes: ['cases:read', 'cases:read'] }),
  )
  assert.match(secret, /^sk_[0-9A-Za-z]{49}$/)
  assert.equal(key.prefix, secret.slice(0, 9))
  const stored = await mugs.asOwner('select k::text as row from api_keys k')
  assert.ok(!String(stored[0]?.['row']).includes(secret.slice(9)))
  assert.deepEqual(await keyActor(db, secret, 'mcp'), {
    tenantId,
    kind: 'key',
    id: key.id,
    name: 'Robot',
    permissions: new Set(['cases:read']),
    via: 'mcp',
  })
})

test('a key for tools gets what actions need, and nothing but these tools', async () => {
  await using mugs = await house()
  const { db, tenantId } = mugs
  const { actor: agent } = await mugs.join('agent')
  const make = (scopes: string[], by = agent) =>
    db.tenant(tenantId, tx => createKey(tx, by, { name: 'k', scopes }))
  const { secret } = await make(['tool:gorgias.create_ticket'])
  const actor = await keyActor(db, secret, 'mcp')
  assert.deepEqual(actor?.tools, new Set(['gorgias.create_ticket']))
  assert.deepEqual([...(actor?.permissions ?? [])].toSorted(), [
    'act:customer',
    'act:internal',
    'act:personal',
    'act:read',
  ])
  const exact = await make(['tool:gorgias.create_ticket', 'act:internal'])
  assert.deepEqual((await keyActor(db, exact.secret, 'mcp'))?.permissions, new Set(['act:internal']))
  const idle = { ...agent, permissions: new Set(['cases:read'] as const) }
  await assert.rejects(make(['tool:gorgias.create_ticket'], idle), { code: 'forbidden' })
})

test('A26: a maker grants no more than it has', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { actor: agent } = await mugs.join('agent')
  const make = (by: typeof owner, scopes: string[]) =>
    db.tenant(tenantId, tx => createKey(tx, by, { name: 'k', scopes }))
  await assert.rejects(make(agent, ['act:money']), { code: 'forbidden', message: /act:money/ })
  const parent = await make(owner, [
    'keys:write',
    'act:internal',
    'tool:gorgias.create_ticket',
    'tool:slack.post_message',
  ])
  const confined = await keyActor(db, parent.secret, 'rest')
  assert.ok(confined)
  await assert.rejects(make(confined, ['act:internal']), { code: 'forbidden' })
  await assert.rejects(make(confined, ['act:internal', 'tool:shopify.refund']), { code: 'forbidden' })
  const child = await make(confined, ['tool:slack.post_message'])
  assert.equal(child.key.createdBy, owner.id, 'a member answers for the keys of their keys')
  assert.deepEqual(child.key.scopes, ['tool:slack.post_message', 'act:internal'])
  await db.tenant(tenantId, tx => revokeKey(tx, parent.key.id))
  await assert.rejects(make(confined, ['tool:slack.post_message']), { code: 'forbidden' })
  assert.equal((await make(system(tenantId), ['act:money'])).key.createdBy, 'system')
})

test('wishes that make no sense are refused', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const good = { name: 'k', scopes: ['cases:read'] }
  const bad = [
    { ...good, scopes: [] },
    { ...good, scopes: ['everything'] },
    { ...good, scopes: ['tool:*'] },
    { ...good, scopes: ['toString'] },
    { ...good, name: ' ' },
    { ...good, name: 'x'.repeat(201) },
    { ...good, expiresAt: new Date(Date.now() - 1) },
  ]
  for (const wish of bad)
    await assert.rejects(
      db.tenant(tenantId, tx => createKey(tx, owner, wish)),
      { code: 'invalid_input' },
    )
})

test('a revoked or expired key is dead at once, and the list tells without secrets', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const make = (name: string, expiresAt?: Date) =>
    db.tenant(tenantId, tx => createKey(tx, owner, { name, scopes: ['cases:read'], expiresAt }))
  const [short, long] = [await make('short', new Date(Date.now() + 3_600_000)), await make('long')]
  for (const { secret } of [short, long]) assert.ok(await keyActor(db, secret, 'rest'))
  await mugs.asOwner(`update api_keys set expires_at = now() where name = 'short'`)
  const revoked = await db.tenant(tenantId, tx => revokeKey(tx, long.key.id))
  const again = await db.tenant(tenantId, tx => revokeKey(tx, long.key.id))
  assert.ok(revoked.revokedAt)
  assert.equal(again.revokedAt, revoked.revokedAt)
  for (const { secret } of [short, long]) assert.equal(await keyActor(db, secret, 'rest'), undefined)
  const first = await db.tenant(tenantId, tx => listKeys(tx, { limit: 1 }))
  assert.ok(first.next)
  const { next: after } = first
  const second = await db.tenant(tenantId, tx => listKeys(tx, { limit: 1, after }))
  assert.deepEqual(
    [...first.items, ...second.items].map(key => key.name),
    ['long', 'short'],
  )
  assert.ok(second.items[0]?.usedAt && second.items[0].expiresAt)
  const told = JSON.stringify([first, second])
  for (const { secret } of [short, long]) assert.ok(!told.includes(secret))
  await assert.rejects(
    db.tenant(tenantId, tx => revokeKey(tx, `key_${'0'.repeat(32)}`)),
    { code: 'not_found' },
  )
})

test('use is written at most once a minute', async () => {
  await using mugs = await house()
  const { db, tenantId, owner } = mugs
  const { secret } = await db.tenant(tenantId, tx =>
    createKey(tx, owner, { name: 'k', scopes: ['cases:read'] }),
  )
  const used = async () => (await mugs.asOwner('select used_at::text, xmin::text from api_keys'))[0]
  await keyActor(db, secret, 'rest')
  const first = await used()
  assert.ok(first?.['used_at'])
  await keyActor(db, secret, 'rest')
  assert.deepEqual(await used(), first)
  await mugs.asOwner(`update api_keys set used_at = now() - interval '61 seconds'`)
  await Promise.all([1, 2, 3, 4].map(() => keyActor(db, secret, 'rest')))
  assert.notDeepEqual(await used(), first)
})

test('unknown keys and other texts stand for nobody', async () => {
  await using mugs = await house()
  for (const text of ['', 'sk_', makeKey(), makeToken()])
    assert.equal(await keyActor(mugs.db, text, 'rest'), undefined)
})

test('a mistyped key is known by its checksum alone', () => {
  const key = makeKey()
  assert.ok(isKey(key))
  fc.assert(
    fc.property(fc.integer({ min: 3, max: key.length - 1 }), fc.constantFrom('0', 'A', 'z'), (at, put) => {
      const typo = key.slice(0, at) + put + key.slice(at + 1)
      fc.pre(typo !== key)
      assert.ok(!isKey(typo))
    }),
  )
  assert.ok(isToken(makeToken()) && !isToken(key))
})
