import assert from 'node:assert/strict'
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { seal, unseal } from '../seal.ts'

// Made with another implementation of AES-GCM (Python's cryptography); `message` is null where it must not open.
const Vector = z.object({
  says: z.string(),
  key: z.string(),
  bound: z.string(),
  message: z.string().nullable(),
  sealed: z.string(),
})
const vectors = z
  .array(Vector)
  .parse(JSON.parse(await readFile(new URL('./samples/aes-256-gcm.json', import.meta.url), 'utf8')))

test(`A6: ${vectors.length} known answers: what is right opens, whatever was forged does not`, () => {
  for (const { says, key, bound, message, sealed } of vectors) {
    const open = () => unseal(Buffer.from(key, 'hex'), sealed, bound).toString('hex')
    if (message === null) assert.throws(open, /does not open/, says)
    else assert.equal(open(), message, says)
  }
  assert.ok(vectors.filter(({ message }) => message === null).length > 50)
})

test('A6: the library alone takes a short tag: the length that is fixed here is what refuses it', () => {
  const key = Buffer.alloc(32, 1)
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12))
  const text = Buffer.concat([cipher.update('secret'), cipher.final()])
  const short = cipher.getAuthTag().subarray(0, 4)
  const open = (options: object) => {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12), options)
    decipher.setAuthTag(short)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString()
  }
  assert.equal(open({}), 'secret')
  assert.throws(() => open({ authTagLength: 16 }))
})

test('A6: what was sealed opens in its place with its key, and nowhere else', () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map(array => Buffer.from(array))
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(array => Buffer.from(array))
  fc.assert(
    fc.property(bytes, key, key, fc.string(), fc.string(), (plain, one, other, place, elsewhere) => {
      fc.pre(!one.equals(other) && place !== elsewhere)
      const sealed = seal(one, plain, place)
      assert.deepEqual(unseal(one, sealed, place), plain)
      assert.throws(() => unseal(other, sealed, place))
      assert.throws(() => unseal(one, sealed, elsewhere))
    }),
  )
})

test('A6: not one letter of a sealed value can be changed', () => {
  const key = Buffer.alloc(32, 5)
  const sealed = seal(key, Buffer.from('{"token":"t"}'), 'place')
  for (const at of sealed.split('').keys())
    for (const letter of ['A', 'B', '_', '|', ' ', '='])
      if (sealed[at] !== letter)
        assert.throws(() => unseal(key, `${sealed.slice(0, at)}${letter}${sealed.slice(at + 1)}`, 'place'))
})

test('A6: equal secrets are sealed under fresh IVs, and an error tells nothing of them', () => {
  const key = Buffer.alloc(32, 5)
  const ivs = new Set(Array.from({ length: 2000 }, () => seal(key, Buffer.from('x'), '').split('|')[1]))
  assert.equal(ivs.size, 2000)
  try {
    unseal(key, seal(key, Buffer.from('hunter2'), 'a'), 'b')
    assert.fail('it opened')
  } catch (error) {
    assert.ok(error instanceof Error && error.cause === undefined && !error.message.includes('hunter2'))
  }
})
