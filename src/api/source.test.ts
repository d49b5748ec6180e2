import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { source } from './source.ts'

test('A33: an IPv6 subscriber is one source however the address is written, and an IPv4 one is itself', () => {
  const same: Record<string, string[]> = {
    '2001:db8:0:7::/64': [
      '2001:db8:0:7::1',
      '2001:0DB8:0000:0007:ffff:ffff:ffff:ffff',
      '[2001:db8:0:7:a::]:4711',
      '2001:db8::7:1:2:3:4',
      '2001:db8:0:7::1%eth0',
    ],
    '0:0:0:0::/64': ['::1', '::', '::2:0:0:1'],
    '192.0.2.1': ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '192.0.2.1:80', ' 192.0.2.1 '],
    unknown: ['', 'x', '192.0.2', '1:2', '[::1', 'unknown', '2001:db8::1::2'],
  }
  for (const [wanted, all] of Object.entries(same))
    for (const one of all) assert.equal(source(one, undefined, 0), wanted, one)
  assert.notEqual(source('2001:db8:0:8::1', undefined, 0), '2001:db8:0:7::/64')
})

test('A33: only as many entries of X-Forwarded-For are believed as proxies of ours stand in front', () => {
  const forwarded = '203.0.113.66, 198.51.100.1, 10.0.0.2'
  const seen = [0, 1, 2, 3, 4].map(hops => source('10.0.0.1', forwarded, hops))
  assert.deepEqual(seen, ['10.0.0.1', '10.0.0.2', '198.51.100.1', '203.0.113.66', '203.0.113.66'])
  assert.equal(source('10.0.0.1', undefined, 1), '10.0.0.1')
})

test('whatever a stranger writes before what our proxy wrote changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), written => {
      assert.equal(source('10.0.0.1', `${written}, 192.0.2.7`, 1), '192.0.2.7')
      assert.equal(source('10.0.0.1', written, 0), '10.0.0.1')
    }),
  )
})
