import { createHash, hkdfSync } from 'node:crypto'
import { readKeyFile } from './key-file.ts'

/** The keys that never enter the database. The first seals; all of them open, so that an old one can be replaced in peace. */
export interface KeyRing {
  readonly newest: SealingKey
  /** The public names of all keys, newest first. */
  readonly ids: readonly string[]
  find(id: string): SealingKey | undefined
  /** A key for one purpose. Different labels give unrelated keys: what one signs, no other verifies. */
  derive(label: string): Buffer
}

/** A key-encryption key with its public name. The key itself shows in no listing of the object. */
export interface SealingKey {
  readonly id: string
  readonly key: Buffer
}

/** Makes a ring of base64 keys of 32 bytes each. Throws an Error that names the position, never the key. */
export function keyRing(secretKeys: readonly string[]): KeyRing {
  const keys = secretKeys.map((text, index) => {
    const key = Buffer.from(text, 'base64')
    if (key.length !== 32) throw new Error(`Secret key ${index + 1} is not 32 bytes in base64.`)
    return sealingKey(key)
  })
  const [newest] = keys
  if (!newest) throw new Error('There is no secret key.')
  return {
    newest,
    ids: keys.map(({ id }) => id),
    find: id => keys.find(key => key.id === id),
    derive: label => Buffer.from(hkdfSync('sha256', newest.key, 'storewright', label, 32)),
  }
}

/** The ring from the environment, or from a key file that is made at the first start. */
export async function loadKeyRing(source: {
  secretKeys?: readonly string[] | undefined
  keyFile: string
}): Promise<KeyRing> {
  if (source.secretKeys && source.secretKeys.length > 0) return keyRing(source.secretKeys)
  return keyRing(await readKeyFile(source.keyFile))
}

function sealingKey(key: Buffer): SealingKey {
  const id = createHash('sha256').update('storewright key id').update(key).digest('hex').slice(0, 12)
  return Object.defineProperty({ id, key }, 'key', { enumerable: false })
}
