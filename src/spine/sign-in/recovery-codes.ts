import { randomBytes } from 'node:crypto'
import { hashSecret } from '../tenancy/tokens.ts'
import { base32 } from './totp.ts'

/** Ten codes of 80 random bits, in four groups: `ABCD-EFGH-IJKL-MNOP`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => base32(randomBytes(10)).replaceAll(/.{4}(?=.)/g, '$&-'))
}

/** What the database keeps of one; undefined for what is none. Nobody guesses 80 random bits, so a plain SHA-256 suffices. */
export function recoveryHash(text: string): Buffer | undefined {
  const bare = text.toUpperCase().replaceAll(/[\s-]/g, '')
  return /^[A-Z2-7]{16}$/.test(bare) ? hashSecret(bare) : undefined
}
