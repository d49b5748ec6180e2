import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane; 128-bit salt, 256-bit result (RFC 9106).
const costs = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** What is kept of a password, in the PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function makeVerifier(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { message: plain(password), nonce, tagLength, ...costs })
  return written(nonce, hash)
}

/** True where the password made this verifier, at the costs that stand in it. Without one, it takes as long and is false. */
export async function fitsVerifier(password: string, verifier: string | undefined): Promise<boolean> {
  const found = form.exec(verifier ?? nobodys)?.groups
  if (!found) throw new Error('A kept password has another form than we write.')
  const { m, t, p, salt = '', hash = '' } = found
  const wanted = Buffer.from(hash, 'base64')
  const given = await derive('argon2id', {
    message: plain(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    tagLength: wanted.length,
  })
  return timingSafeEqual(given, wanted) && verifier !== undefined
}

const form =
  /^\$argon2id\$v=19\$m=(?<m>\d{1,7}),t=(?<t>\d{1,2}),p=(?<p>\d{1,2})\$(?<salt>[\w+/]{11,})\$(?<hash>[\w+/]{43,})$/

// Compared with where there is no such member, so that this cannot be told from a wrong password by the time it takes.
const nobodys = written(randomBytes(16), randomBytes(tagLength))

function written(nonce: Buffer, hash: Buffer): string {
  const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  const { memory, passes, parallelism } = costs
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(nonce)}$${bare(hash)}`
}

// Keyboards write the same letter in several ways.
function plain(password: string): string {
  return password.normalize('NFKC')
}
