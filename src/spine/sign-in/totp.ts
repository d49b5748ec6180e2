import { createHmac } from 'node:crypto'

const stepSeconds = 30

/** The step that a moment (epoch milliseconds) lies in: RFC 6238, 30 s from the epoch. */
export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / stepSeconds)
}

/** The code of a step: RFC 4226 over HMAC-SHA-1, which is what authenticator apps know. */
export function codeOf(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  const number = hash.readUInt32BE(offset) & 0x7f_ff_ff_ff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, at a moment or one step beside it, for clocks differ; undefined where it is none of these. */
export function stepOf(secret: Buffer, code: string, milliseconds: number): number | undefined {
  const now = stepAt(milliseconds)
  // A guesser learns nothing from the time: it is one of a million, and few are compared at all.
  return [now, now - 1, now + 1].find(step => step >= 0 && codeOf(secret, step) === code)
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 of RFC 4648 without padding, for secrets whose bits are a multiple of 5. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => letters.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('')
}
