import assert from 'node:assert/strict'
import test from 'node:test'
import { makeRecoveryCodes, recoveryHash } from '../recovery-codes.ts'
import { base32, codeOf, stepAt, stepOf } from '../totp.ts'

const secret = Buffer.from('12345678901234567890')

test('codes are those of RFC 6238, appendix B, and RFC 4226, appendix D', () => {
  const vectors = {
    59: '94287082',
    1111111109: '07081804',
    1111111111: '14050471',
    1234567890: '89005924',
    2000000000: '69279037',
    20000000000: '65353130',
  }
  for (const [seconds, code] of Object.entries(vectors))
    assert.equal(codeOf(secret, stepAt(Number(seconds) * 1000), 8), code)
  const counted = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
  assert.equal(Array.from({ length: 10 }, (_, step) => codeOf(secret, step)).join(' '), counted)
})

test('a code fits its own step and one beside it, and no other', () => {
  const at = 1_700_000_000_000
  const fits = [-2, -1, 0, 1, 2].map(
    off => stepOf(secret, codeOf(secret, stepAt(at) + off), at) === stepAt(at) + off,
  )
  assert.deepEqual(fits, [false, true, true, true, false])
  for (const other of ['', '000000', '1', 'abcdef']) assert.equal(stepOf(secret, other, at), undefined)
})

test('base32 is that of RFC 4648', () => {
  const vectors = {
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  }
  for (const [text, wanted] of Object.entries(vectors)) assert.equal(base32(Buffer.from(text)), wanted)
})

test('recovery codes are ten different ones, read however they are typed', () => {
  const codes = makeRecoveryCodes()
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) {
    assert.match(code, /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
    assert.deepEqual(recoveryHash(` ${code.toLowerCase().replaceAll('-', ' ')}`), recoveryHash(code))
  }
  assert.equal(recoveryHash('123456'), undefined)
})
