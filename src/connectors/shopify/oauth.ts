import { createHmac, timingSafeEqual } from 'node:crypto'
import { shopDomain } from './credentials.ts'
import { Refusal } from '#spine/refusal.ts'

/** How far the platform's clock may be from ours, in seconds. */
const tolerance = 90

/**
 * Checks a callback of the code grant: the platform's signature over the sorted query, its clock, and the shop's name.
 * @throws Refusal `unauthenticated` for whatever does not hold
 */
export function checkCallback(
  query: URLSearchParams,
  clientSecret: string,
  now: Date,
): { shop: string; code: string } {
  const signed = [...query]
    .filter(([name]) => name !== 'hmac' && name !== 'signature')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const wanted = createHmac('sha256', clientSecret).update(signed).digest()
  const given = Buffer.from(query.get('hmac') ?? '', 'hex')
  const isSigned = wanted.length === given.length && timingSafeEqual(wanted, given)
  const isFresh = Math.abs(now.getTime() / 1000 - Number(query.get('timestamp') ?? Number.NaN)) <= tolerance
  const shop = query.get('shop') ?? ''
  const code = query.get('code') ?? ''
  if (!isSigned || !isFresh || !shopDomain.test(shop) || code === '')
    throw new Refusal('unauthenticated', 'This did not come from Shopify, or came too late: begin again.')
  return { shop, code }
}
