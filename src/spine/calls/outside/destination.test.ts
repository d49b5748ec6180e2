import assert from 'node:assert/strict'
import { test } from 'node:test'
import { destinationOf, networkOf } from './destination.ts'

const nowhere = { resolve: async () => [], privateOrigins: new Set<string>() }
const leadingTo = (...addresses: string[]) => ({ ...nowhere, resolve: async () => addresses })

test('A39: every way to write a private address is refused without a look at DNS', async () => {
  const hosts = `127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1
    0 0.0.0.0 10.1.2.3 169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.43518 100.100.100.200 168.63.129.16
    192.168.1.1 172.16.0.1 255.255.255.255 [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:169.254.169.254]
    [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::169.254.169.254] [2002:7f00:1::] [fe80::1] [fd00:ec2::254] [fc00::1] [ff02::1]
    [2001:db8::1] [2001::1]`
  const blind = { ...nowhere, resolve: () => Promise.reject(new Error('DNS was asked')) }
  for (const host of hosts.split(/\s+/))
    for (const text of [`https://${host}/`, `https:${host}`, `HTTPS:\\\\${host}\\x`, ` https://${host}?\n`])
      await assert.rejects(destinationOf(text, blind), { code: 'refused' }, text)
})

test('A39: what is no plain https address is refused before anything is looked up', async () => {
  const texts =
    `http://example.com http://example.com:443 https://example.com:8443 https://example.com:80 ftp://example.com
    file:///etc/passwd gopher://example.com data:text/html,x ws://x.com javascript:alert(1) blob:https://example.com/1
    jar:https://example.com unix:/run/x.sock https://me@example.com https://:pass@example.com https://example.com@127.0.0.1
    //example.com https:// https://[::1 https://fe80::1 https://[fe80::1%25eth0] https://a%20b https://a<b example.com`.split(
      /\s+/,
    )
  const blind = { ...nowhere, resolve: () => assert.fail('DNS was asked') }
  for (const text of [...texts, ''])
    await assert.rejects(destinationOf(text, blind), { code: 'invalid_input' }, text)
})

test('A39: what looks like another host is judged by the host that would be asked', async () => {
  const asked: string[] = []
  const resolve = async (name: string) => (asked.push(name), ['10.0.0.1'])
  for (const text of [
    'https://a.test\\@b.test',
    'https://a.test#@b.test',
    'https://a.test/@b.test',
    'https://A.TEST.',
  ])
    await assert.rejects(destinationOf(text, { ...nowhere, resolve }), { code: 'refused' })
  assert.deepEqual(asked, ['a.test', 'a.test', 'a.test', 'a.test'])
})

test('A39: a name is looked up once; one private address among its public ones condemns it', async () => {
  let asked = 0
  const resolve = async () => ((asked += 1), ['93.184.215.14', '2606:4700::1111'])
  const found = await destinationOf('https://example.com/a?b=c', { ...nowhere, resolve })
  assert.deepEqual([found.addresses, asked], [['93.184.215.14', '2606:4700::1111'], 1])
  for (const addresses of [
    ['10.0.0.1'],
    ['93.184.215.14', '::1'],
    ['2606:4700::1111', '64:ff9b::a00:1'],
    ['nonsense'],
  ])
    await assert.rejects(destinationOf('https://example.com', leadingTo(...addresses)), { code: 'refused' })
  await assert.rejects(destinationOf('https://example.com', nowhere), { code: 'unavailable' })
  const broken = { ...nowhere, resolve: () => Promise.reject(new Error('SERVFAIL')) }
  await assert.rejects(destinationOf('https://example.com', broken), { code: 'unavailable' })
})

test('an origin that the operator allows may be private, by its whole name only', async () => {
  const allowed = {
    ...leadingTo('127.0.0.1'),
    privateOrigins: new Set(['http://shop.lan:8080', 'http://[::1]:80']),
  }
  assert.deepEqual((await destinationOf('http://shop.lan:8080/x', allowed)).addresses, ['127.0.0.1'])
  for (const text of [
    'http://shop.lan',
    'https://shop.lan',
    'https://shop.lan:8080',
    'http://x.shop.lan:8080',
  ])
    await assert.rejects(destinationOf(text, allowed), { name: 'Refusal' }, text)
  await assert.rejects(destinationOf('http://me@shop.lan:8080', allowed), { code: 'invalid_input' })
})

test('the system finds this machine, and it is refused', async () => {
  const real = networkOf([])
  await assert.rejects(destinationOf('https://localhost', real), { code: 'refused' })
  await assert.rejects(destinationOf('https://nothing.invalid', real), { code: 'unavailable' })
})
