import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPublicAddress } from './public-address.ts'

const open = `1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 23.227.38.65 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
  169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0
  203.0.112.255 223.255.255.255 168.63.129.15 2001:4860:4860::8888 2606:4700::1111 2a00:1450::1 3ffe:ffff::1 2620:127:f00f::1`

const closed = `0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.0 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
  168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1
  192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1
  239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8
  0:0:0:0:0:ffff:a9fe:a9fe ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::808:808 64:ff9b:1::a00:1 100::1 100:0:0:1::1
  2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a9fe:a9fe::1
  2620:4f:8000::1 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 2606:4700::1111%1 febf::1 fec0::1
  ff02::1 ff0e::1 localhost 127.1 2130706433 0x7f.0.0.1 0177.0.0.1 8.8.8 8.8.8.8.8 08.8.8.8 example.com [::1] %`

test('A39: the public internet is open, and nothing else', () => {
  for (const address of open.split(/\s+/)) assert.equal(isPublicAddress(address), true, address)
  for (const address of [...closed.split(/\s+/), '', ' 8.8.8.8']) {
    assert.equal(isPublicAddress(address), false, address)
  }
})

test('A39: no spelling of IPv4 within IPv6 is open, and an IPv6 address is judged alike however it is spelled', () => {
  const byte = fc.nat(255)
  const hex = fc.nat(0xffff).map(part => part.toString(16))
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), bytes => {
      const [a, b, c, d] = bytes
      const halves = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      for (const prefix of ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::'])
        for (const tail of [bytes.join('.'), halves]) assert.equal(isPublicAddress(prefix + tail), false)
      assert.equal(isPublicAddress(`2002:${halves}::`), false)
    }),
  )
  fc.assert(
    fc.property(fc.array(hex, { minLength: 8, maxLength: 8 }), parts => {
      const long = parts.map(part => part.padStart(4, '0')).join(':')
      assert.equal(isPublicAddress(long.toUpperCase()), isPublicAddress(parts.join(':')))
    }),
  )
})
