import assert from 'node:assert/strict'
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises'
import test from 'node:test'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { openAnchoring } from '../anchoring.ts'
import { fileHeads } from '../file-heads.ts'
import { headKeys } from '../head-keys.ts'
import { signHead, type SignedHead } from '../heads.ts'
import { verifyAudit } from '../verify.ts'
import { openChain, seed } from '../../../../test/audit/chain.ts'

const other = Buffer.alloc(32, 6).toString('base64')

test('a head is written when the chain grew, for every account, and reads back', async () => {
  await using chain = await openChain()
  const { db, tenantId } = chain.home
  assert.equal(await chain.anchoring.write(), 1)
  assert.equal(await chain.anchoring.write(), 0)
  const second = (await createAccount(db, { name: 'Cups', ownerEmail: 'owner@cups.test' })).tenantId
  assert.equal(await chain.anchoring.write(), 0)
  await chain.append(1)
  assert.equal(await chain.anchoring.write(), 1)
  const heads = await chain.anchoring.read(tenantId)
  assert.deepEqual([...heads.genuine.keys()], [6, 10, 11])
  assert.equal((await chain.anchoring.read(second)).genuine.size, 0)
  const verdict = (await chain.verify()).anchored
  assert.ok(verdict.isWhole && verdict.head === heads.genuine.get(11)?.hash)
  assert.equal((await stat(chain.file)).mode & 0o777, 0o600)
  // Another process knows of none, and writes it once more: no contradiction.
  const fresh = openAnchoring({ db, store: fileHeads(chain.file), keys: headKeys([seed]) })
  assert.equal(await fresh.write(), 1)
  assert.equal((await fresh.read(tenantId)).genuine.size, 3)
})

test('the Ed25519 signature is that of RFC 8032, and no seed shows in an error', () => {
  // Its first example: this seed, and an empty message.
  const known = headKeys([
    Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex').toString('base64'),
  ])
  assert.match(
    Buffer.from(known.sign('').signature, 'base64url').toString('hex'),
    /^e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155/,
  )
  const short = Buffer.alloc(31, 7).toString('base64')
  assert.throws(
    () => headKeys([seed, short]),
    (error: Error) => /key 2/.test(error.message) && !error.message.includes(short),
  )
  assert.throws(() => headKeys([]), /no audit key/)
})

test('after a change of keys the older heads still count; with the key lost, they are not taken on trust', async () => {
  await using chain = await openChain()
  const { db, tenantId } = chain.home
  const store = fileHeads(chain.file)
  const after = openAnchoring({ db, store, keys: headKeys([other, seed]) })
  await after.write()
  assert.deepEqual([...(await after.read(tenantId)).genuine.keys()], [6, 10])
  const without = openAnchoring({ db, store, keys: headKeys([other]) })
  assert.deepEqual([...(await without.read(tenantId)).genuine.keys()], [10])
  const verdict = await verifyAudit(db, tenantId, { heads: await without.read(tenantId) })
  assert.ok(verdict.isWhole)
  assert.deepEqual([verdict.anchoredTo, verdict.setAside], [10, 1])
})

test('A19: a head that was touched is refused, whichever part', async () => {
  await using chain = await openChain()
  const { tenantId } = chain.home
  const genuine = await readFile(chain.file, 'utf8')
  const head = Object(JSON.parse(genuine)) as SignedHead
  const forged: [Partial<SignedHead>, RegExp][] = [
    [{ seq: 5 }, /false signature/],
    [{ hash: 'ab'.repeat(32) }, /false signature/],
    [{ at: '2020-01-01T00:00:00Z' }, /false signature/],
    [{ signature: head.signature.replace(/^./, first => (first === 'A' ? 'B' : 'A')) }, /false signature/],
    [{ signature: '' }, /false signature/],
    [{ hash: 'short' }, /cannot be read/],
  ]
  for (const [change, says] of forged) {
    await writeFile(chain.file, `${JSON.stringify({ ...head, ...change })}\n`)
    await assert.rejects(chain.anchoring.read(tenantId), says)
  }
  const { v: _v, key: _key, signature: _signature, ...rest } = head
  const twice = signHead(headKeys([seed]), { ...rest, hash: 'cd'.repeat(32) })
  await writeFile(chain.file, `${genuine}${JSON.stringify(twice)}\n`)
  await assert.rejects(chain.anchoring.read(tenantId), /both signed for record 6/)
})

test('A19: a head moved to another account vouches for nothing there', async () => {
  await using chain = await openChain()
  const head = Object(JSON.parse(await readFile(chain.file, 'utf8'))) as SignedHead
  const { tenantId } = await createAccount(chain.home.db, { name: 'Cups', ownerEmail: 'owner@cups.test' })
  await writeFile(chain.file, `${JSON.stringify({ ...head, tenant: tenantId })}\n`)
  await assert.rejects(chain.anchoring.read(tenantId), /false signature/)
})

test('a line that a crash left half does not swallow the next, and is named', async () => {
  await using chain = await openChain()
  const { tenantId } = chain.home
  await appendFile(chain.file, '{"v":1,"ten')
  await chain.anchoring.write()
  const lines = (await readFile(chain.file, 'utf8')).split('\n')
  assert.equal(lines.length, 4)
  await assert.rejects(chain.anchoring.read(tenantId), /Head 2 in .* cannot be read/)
  await writeFile(chain.file, [lines[0], lines[2], ''].join('\n'))
  assert.deepEqual([...(await chain.anchoring.read(tenantId)).genuine.keys()], [6, 10])
})
