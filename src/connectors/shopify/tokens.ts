import { z } from 'zod'
import type { Account } from '#spine/connections/account.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Credentials } from './credentials.ts'
import type { Post } from './client.ts'

/** What the token endpoint answers. */
export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().optional(),
})

const earlyMs = 120_000

/**
 * Renews an expiring token: before its end, or because it was refused. One renewal at a time over all processes; whoever comes
 * second finds the new pair and asks nobody.
 */
export async function renewIfNeeded(
  account: Account<Credentials>,
  post: Post,
  wasRefused: boolean,
): Promise<void> {
  const used = account.credentials
  if (used.refreshToken === undefined || used.clientId === undefined) return
  const isDue = used.accessExpiresAt !== undefined && Date.parse(used.accessExpiresAt) - earlyMs < Date.now()
  if (!isDue && !wasRefused) return
  await account.renew(async stored => {
    if (stored.accessToken !== used.accessToken) return stored
    const body = {
      client_id: stored.clientId,
      client_secret: stored.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: stored.refreshToken,
    }
    const answer = TokenAnswer.safeParse((await post(account, '/admin/oauth/access_token', body, false)).json)
    if (!answer.success) throw new Refusal('unavailable', 'Shopify did not renew the access token.')
    return { ...stored, ...tokensOf(answer.data, Date.now()) }
  })
}

/** A token answer as credentials; `now` in epoch milliseconds. */
export function tokensOf(
  answer: z.output<typeof TokenAnswer>,
  now: number,
): Partial<Credentials> & { accessToken: string } {
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString()
  return {
    accessToken: answer.access_token,
    ...(answer.expires_in !== undefined && { accessExpiresAt: at(answer.expires_in) }),
    ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    ...(answer.refresh_token_expires_in !== undefined && {
      refreshExpiresAt: at(answer.refresh_token_expires_in),
    }),
  }
}
