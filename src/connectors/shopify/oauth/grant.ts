import { createHmac, timingSafeEqual } from 'node:crypto'
import type { OAuthGrant } from '#spine/connections/connector.ts'
import { Refusal } from '#spine/refusal.ts'
import { askForToken } from '../client.ts'
import { Credentials, shopDomain } from '../credentials.ts'
import { leastScopes } from './scopes.ts'
import { readTokens } from './tokens.ts'

/** How far the platform's clock may be from ours, in seconds. */
const tolerance = 90

/** The code grant for expiring offline tokens. State and browser are the door's. */
export const shopifyGrant: OAuthGrant<Credentials> = {
  account: given => {
    const shop = given.trim().toLowerCase()
    if (!shopDomain.test(shop))
      throw new Refusal('invalid_input', 'A shop is named by a domain such as my-shop.myshopify.com.')
    return shop
  },
  authorizeUrl: ({ app, account, state, redirectUri, origin }) => {
    const url = new URL('/admin/oauth/authorize', origin ?? `https://${shopifyGrant.account(account)}`)
    url.searchParams.set('client_id', app.clientId)
    url.searchParams.set('scope', leastScopes.join(','))
    url.searchParams.set('redirect_uri', redirectUri)
    url.searchParams.set('state', state)
    return url.href
  },
  complete: async ({ app, account, query, now, origin }) => {
    const { clientId, clientSecret } = app
    const { shop, code } = checkCallback(query, clientSecret, now)
    if (shop !== account)
      throw new Refusal('unauthenticated', `${shop} answered where ${account} was asked: begin again.`)
    const form = { client_id: clientId, client_secret: clientSecret, code, expiring: '1' }
    const reply = await askForToken(origin, shop, form)
    return Credentials.parse({ shop, clientId, clientSecret, ...readTokens(reply, now.getTime()) })
  },
  appOf: ({ clientId, clientSecret }) => (clientId === undefined ? undefined : { clientId, clientSecret }),
}

/**
 * Checks a callback of the code grant: the platform's signature over the sorted query, its clock, and the shop's name.
 * @throws Refusal `unauthenticated` for whatever does not hold
 */
export function checkCallback(
  query: URLSearchParams,
  clientSecret: string,
  now: Date,
): { shop: string; code: string } {
  // Spaces as %20: a form's plus sign would not be what was signed.
  const signed = [...query]
    .filter(([name]) => name !== 'hmac' && name !== 'signature')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const wanted = Buffer.from(createHmac('sha256', clientSecret).update(signed).digest('hex'))
  const given = Buffer.from(query.get('hmac') ?? '')
  // A name that comes twice is read by us once and may have been meant otherwise.
  const isPlain = new Set(query.keys()).size === [...query.keys()].length
  const isSigned = isPlain && wanted.length === given.length && timingSafeEqual(wanted, given)
  const timestamp = query.get('timestamp') ?? ''
  const isFresh =
    /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= tolerance
  const shop = query.get('shop') ?? ''
  const code = query.get('code') ?? ''
  if (!isSigned || !isFresh || !shopDomain.test(shop) || code === '')
    throw new Refusal('unauthenticated', 'This did not come from Shopify, or came too late: begin again.')
  return { shop, code }
}
