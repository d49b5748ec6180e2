import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'

/** The Ed25519 keys for heads. The first signs; all of them verify. */
export interface HeadKeys {
  sign(text: string): { readonly key: string; readonly signature: string }
  /** Undefined where the key is not among these. */
  verify(text: string, signed: { readonly key: string; readonly signature: string }): boolean | undefined
}

/** Reads 32-byte seeds in base64, newest first. Throws a plain Error without quoting them. */
export function headKeys(seeds: readonly string[]): HeadKeys {
  const keys = seeds.map((text, index) => {
    const seed = Buffer.from(text, 'base64')
    if (seed.length !== 32) throw new Error(`Audit key ${index + 1} is not 32 bytes in base64.`)
    return signingKey(seed)
  })
  const [newest] = keys
  if (!newest) throw new Error('There is no audit key.')
  return {
    sign: text => ({
      key: newest.id,
      signature: sign(null, Buffer.from(text), newest.secret).toString('base64url'),
    }),
    verify: (text, { key, signature }) => {
      const known = keys.find(({ id }) => id === key)
      return known && verify(null, Buffer.from(text), known.open, Buffer.from(signature, 'base64url'))
    },
  }
}

// Node takes no bare seed: this is the fixed beginning of an Ed25519 key in PKCS #8 (RFC 8410).
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

function signingKey(seed: Buffer) {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const open = createPublicKey(secret)
  const id = createHash('sha256')
    .update(open.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 12)
  return { id, secret, open }
}
