import assert from 'node:assert/strict'
import test from 'node:test'
import { signatureFault } from './signature.ts'
import type { SignedRequest } from './signature.ts'

const rules = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  now: new Date('2013-05-24T00:00:00Z'),
}
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

// The examples that Amazon publishes with the description of the signature.
const get = example(
  'GET',
  '/test.txt',
  '',
  'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  {
    range: 'bytes=0-9',
  },
)
const list = example(
  'GET',
  '/',
  'max-keys=2&prefix=J',
  '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
)
const lifecycle = example(
  'GET',
  '/',
  'lifecycle',
  'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
)

test('the published examples are taken', () => {
  for (const request of [get, list, lifecycle]) assert.equal(signatureFault(request, rules), undefined)
})

test('whatever is changed after signing is refused, with the reason that S3 gives', () => {
  const headers = get.headers
  const authorization = String(headers['authorization'])
  const faults: [Partial<SignedRequest> & { headers?: SignedRequest['headers'] }, string][] = [
    [{ method: 'PUT' }, 'SignatureDoesNotMatch'],
    [{ path: '/other.txt' }, 'SignatureDoesNotMatch'],
    [{ query: new URLSearchParams('a=b') }, 'SignatureDoesNotMatch'],
    [{ body: Buffer.from('x') }, 'XAmzContentSHA256Mismatch'],
    [{ headers: { ...headers, range: 'bytes=0-99' } }, 'SignatureDoesNotMatch'],
    [{ headers: { ...headers, host: 'other.s3.amazonaws.com' } }, 'SignatureDoesNotMatch'],
    [{ headers: { ...headers, 'x-amz-acl': 'public-read' } }, 'AccessDenied'],
    [{ headers: { ...headers, 'content-type': 'text/plain' } }, 'AccessDenied'],
    [{ headers: { ...headers, authorization: undefined } }, 'AuthorizationHeaderMalformed'],
    [
      { headers: { ...headers, authorization: authorization.replace('us-east-1', 'eu-west-1') } },
      'AuthorizationHeaderMalformed',
    ],
    [{ headers: { ...headers, authorization: authorization.replace('AKIA', 'AKIB') } }, 'InvalidAccessKeyId'],
    [
      { headers: { ...headers, authorization: authorization.replace('host;range', 'range;host') } },
      'SignatureDoesNotMatch',
    ],
    [{ headers: { ...headers, authorization: authorization.replace(/.$/, '0') } }, 'SignatureDoesNotMatch'],
  ]
  for (const [change, code] of faults)
    assert.equal(signatureFault({ ...get, ...change }, rules)?.code, code, JSON.stringify(change))
  const later = { ...rules, now: new Date('2013-05-24T00:15:01Z') }
  assert.equal(signatureFault(get, later)?.code, 'RequestTimeTooSkewed')
})

function example(
  method: string,
  path: string,
  query: string,
  signature: string,
  more: Record<string, string> = {},
): SignedRequest {
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': empty,
    'x-amz-date': '20130524T000000Z',
    ...more,
  }
  const credential = 'Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  const names = Object.keys(headers).sort().join(';')
  const authorization = `AWS4-HMAC-SHA256 ${credential},SignedHeaders=${names},Signature=${signature}`
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers: { ...headers, authorization },
    body: Buffer.alloc(0),
  }
}
