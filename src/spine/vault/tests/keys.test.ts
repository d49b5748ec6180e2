import assert from 'node:assert/strict'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { inspect } from 'node:util'
import { readKeyFile } from '../key-file.ts'
import { keyRing, loadKeyRing } from '../keys.ts'
import { revealed, secret } from '../secret.ts'

const base64 = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64')
const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

test('A7: a key file is made once, whole and closed to others, however many ask at once', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-keys-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'kept', 'secret.key')
  const found = await Promise.all(Array.from({ length: 20 }, () => readKeyFile(path)))
  assert.equal(new Set(found.flat()).size, 1)
  assert.deepEqual([await mode(path), await mode(join(folder, 'kept'))], ['600', '700'])
  assert.deepEqual(await readdir(join(folder, 'kept')), ['secret.key'])
  const ring = await loadKeyRing({ keyFile: path })
  assert.equal(ring.newest.key.toString('base64'), (await readFile(path, 'utf8')).trim())
})

test('A6: a key file that others could read is closed to them', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-keys-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'secret.key')
  await writeFile(path, `${base64(2)}\n${base64(1)}\n`)
  await chmod(path, 0o644)
  const ring = await loadKeyRing({ keyFile: path })
  assert.equal(await mode(path), '600')
  assert.deepEqual(ring.ids, keyRing([base64(2), base64(1)]).ids)
})

test('the environment comes before the file; a bad key is named by its place and never quoted', async () => {
  const ring = await loadKeyRing({ secretKeys: [base64(9)], keyFile: '/nowhere/at/all' })
  assert.equal(ring.newest.id, keyRing([base64(9)]).newest.id)
  assert.throws(
    () => keyRing([base64(9), base64(7, 31)]),
    (error: Error) => /key 2/.test(error.message) && !error.message.includes(base64(7, 31)),
  )
  assert.throws(() => keyRing([]), /no secret key/)
})

test('A5: the same bytes signed for four purposes have four signatures, and none stands for another', () => {
  const ring = keyRing([base64(3)])
  const purposes = ['cookie', 'link', 'state', 'webhook']
  const bytes = 'tenant=1&until=2'
  const sign = (purpose: string) => createHmac('sha256', ring.derive(purpose)).update(bytes).digest()
  const verifies = (purpose: string, mac: Buffer) => timingSafeEqual(sign(purpose), mac)
  const accepted = purposes.flatMap(made =>
    purposes.filter(used => verifies(used, sign(made))).map(used => `${made} as ${used}`),
  )
  assert.deepEqual(accepted, ['cookie as cookie', 'link as link', 'state as state', 'webhook as webhook'])
  // Nor is the sealing key itself, or a bare HMAC of it, among them.
  const bare = createHmac('sha256', ring.newest.key).update(bytes).digest()
  assert.ok(
    purposes.every(purpose => !verifies(purpose, bare) && !ring.derive(purpose).equals(ring.newest.key)),
  )
  assert.ok(
    !keyRing([base64(4)])
      .derive('cookie')
      .equals(ring.derive('cookie')),
  )
})

test('A6: a secret printed whole shows nothing, and its fields are there for who asks', () => {
  const hidden = secret({ accessToken: 'shpat_hunter2', nested: { also: 'hunter2' } })
  const prints = [
    String(hidden),
    `${hidden}`,
    JSON.stringify(hidden),
    JSON.stringify({ account: { credentials: hidden } }),
    inspect(hidden),
    inspect({ deep: [hidden] }, { depth: 9, showHidden: true, getters: true }),
    inspect(new Map([['credentials', hidden]])),
    inspect(new Error('failed', { cause: hidden })),
  ]
  for (const print of prints) assert.match(print, /\[secret\]/)
  assert.ok(prints.every(print => !print.includes('hunter2')))
  assert.equal(hidden.accessToken, 'shpat_hunter2')
  assert.deepEqual(hidden, { accessToken: 'shpat_hunter2', nested: { also: 'hunter2' } })
  assert.equal(secret(hidden), hidden)
  assert.match(JSON.stringify(revealed(hidden)), /hunter2/)
  assert.equal(secret('text'), 'text')
  assert.equal(revealed('text'), 'text')
})

test('A6: a ring printed whole shows no key', () => {
  const ring = keyRing([base64(3)])
  for (const print of [inspect(ring, { depth: 9 }), JSON.stringify(ring)]) {
    assert.ok(!print.includes('03 03') && !print.includes('3,3') && !print.includes(base64(3)))
    assert.match(print, new RegExp(ring.newest.id))
  }
})
