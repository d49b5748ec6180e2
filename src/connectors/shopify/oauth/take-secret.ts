import type { Account } from '#spine/connections/account.ts'
import { Refusal } from '#spine/refusal.ts'
import { askForToken } from '../client.ts'
import type { Credentials } from '../credentials.ts'
import { readTokens } from './tokens.ts'

/**
 * Takes over the app's new client secret. Shopify signs with the oldest one that is not revoked, and for up to an hour after:
 * the old one verifies until `previousUntil`. Where tokens are renewed, one renewal tries the new secret before it is kept.
 */
export async function takeSecret(
  account: Account<Credentials>,
  clientSecret: string,
  previousUntil: Date,
): Promise<void> {
  await account.renew(async stored => {
    if (stored.clientSecret === clientSecret) return stored
    return {
      ...stored,
      ...(await tried(account, stored, clientSecret)),
      clientSecret,
      previousClientSecret: stored.clientSecret,
      previousUntil: previousUntil.toISOString(),
    }
  })
}

async function tried(
  { origin }: Account<Credentials>,
  { shop, clientId, refreshToken }: Credentials,
  clientSecret: string,
): Promise<Partial<Credentials>> {
  if (clientId === undefined || refreshToken === undefined) return {}
  const form = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  }
  const reply = await askForToken(origin, shop, form)
  if (reply.status === 400 || reply.status === 401)
    throw new Refusal('refused', 'Shopify does not accept this client secret: nothing was changed.')
  return readTokens(reply, Date.now())
}
