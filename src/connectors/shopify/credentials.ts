import { z } from 'zod'

/** A shop's own domain at the platform; nothing else is ever asked. */
export const shopDomain = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/

/** Both ways in: a custom app's token that does not end, or an OAuth grant with its refresh token. */
export const Credentials = z.object({
  shop: z
    .string()
    .max(255)
    .trim()
    .toLowerCase()
    .regex(shopDomain, 'a domain such as my-shop.myshopify.com')
    .meta({ says: "The shop's myshopify.com domain." }),
  accessToken: z.string().min(10).max(500).meta({ secret: true, says: 'The Admin API access token.' }),
  clientId: z
    .string()
    .max(200)
    .optional()
    .meta({ says: "The app's client id; needed to renew expiring tokens." }),
  clientSecret: z
    .string()
    .min(10)
    .max(200)
    .meta({ secret: true, says: "The app's client secret; it signs webhooks." }),
  previousClientSecret: z.string().max(200).optional().meta({
    secret: true,
    says: 'The client secret before the last rotation; it may sign for an hour more.',
  }),
  previousUntil: z.iso
    .datetime()
    .optional()
    .meta({ says: 'Until when the client secret before the last rotation is accepted.' }),
  accessExpiresAt: z.iso.datetime().optional().meta({ says: 'When the access token ends, if it does.' }),
  refreshToken: z
    .string()
    .max(500)
    .optional()
    .meta({ secret: true, says: 'Renews an expiring access token.' }),
  refreshExpiresAt: z.iso.datetime().optional().meta({ says: 'When the refresh token ends.' }),
})
export type Credentials = z.output<typeof Credentials>

/** What no message may repeat. */
export function secretsOf(credentials: Credentials): string[] {
  const { accessToken, clientSecret, previousClientSecret, refreshToken } = credentials
  return [accessToken, clientSecret, previousClientSecret, refreshToken].filter(one => one !== undefined)
}
