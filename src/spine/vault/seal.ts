import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

// GCM accepts a tag of 4 bytes unless its length is fixed here.
const options = { authTagLength: 16 } as const

/**
 * AES-256-GCM with a random 96-bit IV, as `v1|iv|ciphertext|tag` in base64url. `bound` is authenticated with it: the text opens
 * in no other place than the one it was sealed for.
 */
export function seal(key: Buffer, plain: Buffer, bound: string): string {
  const iv = randomBytes(12)
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
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), options)
    decipher.setAAD(Buffer.from(`v1|${bound}`))
    decipher.setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
  } catch {
    // The cause is dropped on purpose: nothing of key or text may travel in an error.
    throw new Error('This sealed value does not open: it was changed, moved, or sealed with another key.')
  }
}
