import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { curlOf, requestOf } from './request.ts'

test('a read has its question in the address, all else in the body', () => {
  assert.deepEqual(
    requestOf('GET', '/v1/hooks/:hook/deliveries', {
      params: { hook: 'hook_1' },
      input: { state: 'failed', cursor: undefined, limit: 5 },
    }),
    { method: 'GET', url: '/v1/hooks/hook_1/deliveries?state=failed&limit=5' },
  )
  assert.deepEqual(
    requestOf('POST', '/v1/actions/:tool', { params: { tool: 'a.b' }, input: { search: 'x' } }),
    {
      method: 'POST',
      url: '/v1/actions/a.b',
      body: '{"search":"x"}',
    },
  )
})

test('whatever somebody seeks, a shell passes it on as it is and does nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', '\n', ' ', ';', '#', 'ä', '(') }),
      async search => {
        const request = requestOf('POST', '/v1/actions/:tool', { params: { tool: 'a.b' }, input: { search } })
        const command = curlOf(request, 'http://desk.test').replace('curl', 'printf "%s\\0"')
        const { stdout } = await promisify(execFile)('sh', ['-c', command])
        assert.deepEqual(stdout.split('\0'), [
          '-X',
          'POST',
          'http://desk.test/v1/actions/a.b',
          '-H',
          'authorization: Bearer sk_…',
          '-H',
          'content-type: application/json',
          '-d',
          request.body,
          '',
        ])
      },
    ),
    { numRuns: 25 },
  )
})
