import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

// GCM accepts a tag of 4 bytes unless its length is fixed here.
const options = { authTagLength: 16 } as const
const ivBytes = 12

/**
 * AES-256-GCM with a random 96-bit IV, as `v1|iv|ciphertext|tag` in base64url. `bound` is authenticated with it: the text opens
 * in no other place than the one it was sealed for.
 */
export function seal(key: Buffer, plain: Buffer, bound: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, options)
  cipher.setAAD(Buffer.from(`v1|${bound}`))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return ['v1', ...[iv, sealed, cipher.getAuthTag()].map(part => part.toString('base64url'))].join('|')
}

/** Opens what `seal` made; throws one plain Error for whatever does not fit. */
export function unseal(key: Buffer, sealed: string, bound: string): Buffer {
  const [version, iv = '', text = '', tag = '', ...rest] = sealed.split('|')
  try {
    if (version !== 'v1' || rest.length > 0) throw new Error('another format')
    const decipher = createDecipheriv('aes-256-gcm', key, read(iv, ivBytes), options)
    decipher.setAAD(Buffer.from(`v1|${bound}`))
    decipher.setAuthTag(read(tag, options.authTagLength))
    return Buffer.concat([decipher.update(read(text)), decipher.final()])
  } catch {
    // The cause is dropped on purpose: nothing of key or text may travel in an error.
    throw new Error('This sealed value does not open: it was changed, moved, or sealed with another key.')
  }
}

// Exactly what `seal` wrote: Node's own reader takes other spellings of the same bytes, and skips what it does not know.
function read(text: string, length?: number): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new Error('another spelling')
  if (length !== undefined && bytes.length !== length) throw new Error('another length')
  return bytes
}
