import { z } from 'zod'
import { jsonOf, type Reply } from '#spine/calls/exchange.ts'
import type { Account } from '#spine/connections/account.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import type { Credentials } from '../credentials.ts'

/** Asks the token endpoint; the client's, so that only one file speaks HTTP. */
export type AskToken = (form: Readonly<Record<string, string>>) => Promise<Reply>

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
})

const earlyMs = 120_000

/** Renews a token that ends within two minutes. Where that fails while the old one still holds, the old one is used. */
export async function renewIfDue(account: Account<Credentials>, askToken: AskToken): Promise<void> {
  const { accessToken, accessExpiresAt } = account.credentials
  const leftMs = accessExpiresAt === undefined ? Infinity : Date.parse(accessExpiresAt) - Date.now()
  if (leftMs > earlyMs) return
  try {
    await renew(account, accessToken, askToken)
  } catch (error) {
    if (leftMs <= 0 || !isRefusal(error) || error.code === 'unauthenticated') throw error
  }
}

/**
 * Replaces the token that was `used`; false where there is nothing to renew it with. One renewal at a time over all processes:
 * whoever comes second finds the new pair and asks nobody.
 */
export async function renew(
  account: Account<Credentials>,
  used: string,
  askToken: AskToken,
): Promise<boolean> {
  const { refreshToken, clientId } = account.credentials
  if (refreshToken === undefined || clientId === undefined) return false
  await account.renew(async stored => {
    if (stored.accessToken !== used) return stored
    const reply = await askToken({
      client_id: stored.clientId ?? clientId,
      client_secret: stored.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: stored.refreshToken ?? refreshToken,
    })
    return { ...stored, ...readTokens(reply, Date.now()) }
  })
  return true
}

/** A token endpoint's answer as credentials; `now` in epoch milliseconds. */
export function readTokens(reply: Reply, now: number): Partial<Credentials> & { accessToken: string } {
  const { status } = reply
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    throw new Refusal('unauthenticated', 'Shopify grants no access token any more: connect the shop again.')
  const answer = TokenAnswer.safeParse(status === 200 ? jsonOf(reply) : undefined)
  if (!answer.success)
    throw new Refusal('unavailable', 'Shopify did not grant an access token.', { retryAfterSeconds: 10 })
  const { access_token, expires_in, refresh_token, refresh_token_expires_in } = answer.data
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString()
  return {
    accessToken: access_token,
    ...(expires_in !== undefined && { accessExpiresAt: at(expires_in) }),
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(refresh_token_expires_in !== undefined && { refreshExpiresAt: at(refresh_token_expires_in) }),
  }
}
