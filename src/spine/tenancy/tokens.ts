import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** An opaque 256-bit token for a cookie or a link. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** True for what `makeToken` could have made; anything else need not be looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** A 256-bit API key: `sk_`, 43 base62 digits, 6 more that are their checksum, so that leak scanners and typos need no database. */
export function makeKey(): string {
  const body = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)
  return `sk_${body}${checksum(body)}`
}

/** True for what `makeKey` could have made. */
export function isKey(text: string): boolean {
  const found = /^sk_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/.exec(text)
  return found?.[1] !== undefined && checksum(found[1]) === found[2]
}

/** What the database keeps of a secret. A plain SHA-256 suffices: nobody guesses 256 random bits. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), 6)
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest /= 62n) text = digits.charAt(Number(rest % 62n)) + text
  return text
}
