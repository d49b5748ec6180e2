import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { signatureFault } from '#sandbox/s3/signature.ts'
import { encodeName, signRequest } from './sign.ts'

const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}
const at = new Date('2013-05-24T00:00:00Z')

// The examples that Amazon publishes with the description of the signature.
const examples = [
  [
    'GET',
    'test.txt',
    { range: 'bytes=0-9' },
    '',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'PUT',
    'test%24file.text',
    { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    'Welcome to Amazon S3.',
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  ['GET', '?lifecycle', {}, '', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['GET', '?max-keys=2&prefix=J', {}, '', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
] as const

test('requests are signed as in the published examples', () => {
  for (const [method, rest, headers, body, signature] of examples) {
    const url = new URL(`https://examplebucket.s3.amazonaws.com/${rest}`)
    const signed = signRequest(keys, { method, url, headers: { ...headers }, body }, at)
    assert.equal(signed['authorization']?.split('Signature=')[1], signature, rest)
  }
})

test('whatever the names and values, an independent reading of the rules finds the same signature', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => text !== '.' && text !== '..')
  fc.assert(
    fc.property(
      name,
      fc.dictionary(name, fc.string({ unit: 'grapheme' })),
      fc.string(),
      (key, query, body) => {
        const search = Object.entries(query).map(([one, value]) => `${encodeName(one)}=${encodeName(value)}`)
        const url = new URL(`https://store.test:9000/bucket/${encodeName(key)}?${search.join('&')}`)
        const headers = { 'content-type': 'application/json', 'if-none-match': '*' }
        const sent = signRequest(keys, { method: 'PUT', url, headers, body }, at)
        const arrived = {
          method: 'PUT',
          path: url.pathname,
          query: url.searchParams,
          headers: { ...sent, host: url.host },
          body: Buffer.from(body),
        }
        assert.equal(signatureFault(arrived, { ...keys, now: at }), undefined)
      },
    ),
  )
})
