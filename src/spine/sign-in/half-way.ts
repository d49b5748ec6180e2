import { createHmac, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../refusal.ts'
import type { KeyRing } from '../vault/keys.ts'
import type { Knower } from './passwords.ts'

const seconds = 5 * 60

/** What whoever knew the password carries to the question for the code: of no use for anything else, and for five minutes. */
export function halfWay(ring: KeyRing, { tenantId, memberId }: Knower, now: number = Date.now()): string {
  const said = `${tenantId}.${memberId}.${Math.floor(now / 1000) + seconds}`
  return `${said}.${sign(ring, said).toString('base64url')}`
}

/** Who came half way. Throws Refusal `unauthenticated` for whatever is forged or too old. */
export function readHalfWay(ring: KeyRing, ticket: string, now: number = Date.now()): Knower {
  const [tenantId = '', memberId = '', until = '', mac = '', ...rest] = ticket.split('.')
  const given = Buffer.from(mac, 'base64url')
  const wanted = sign(ring, `${tenantId}.${memberId}.${until}`)
  const isOurs = rest.length === 0 && given.length === wanted.length && timingSafeEqual(given, wanted)
  if (!isOurs || Number(until) < now / 1000)
    throw new Refusal('unauthenticated', 'That took too long: begin with the password again.')
  return { tenantId, memberId }
}

function sign(ring: KeyRing, said: string): Buffer {
  return createHmac('sha256', ring.derive('second factor')).update(said).digest()
}
