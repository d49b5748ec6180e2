import { z } from 'zod'
import { beginGrant, callbackUrl } from '#spine/connections/grants.ts'
import { replaceSecret } from '#spine/connections/replace-secret.ts'
import { readId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import { route } from '../route.ts'

/** What an authorisation takes, at the REST door and on the page alike. */
export const grantInput = z.object({
  connector: z.string().max(50),
  account: z
    .string()
    .max(255)
    .optional()
    .describe('Such as my-shop.myshopify.com; needed for a new connection.'),
  connection: z.string().max(64).optional().describe('The connection that is authorised again.'),
  app: z
    .object({ clientId: z.string().trim().min(1).max(200), clientSecret: z.string().trim().min(10).max(200) })
    .optional()
    .describe("The platform's app, as its settings show it; kept with the connection, so needed once."),
})

export const grantRoutes = [
  route({
    method: 'POST',
    path: '/v1/connections/oauth',
    permission: 'connections:write',
    says: 'Begin to connect a platform by OAuth: gives the address to go to, in this signed-in browser, within ten minutes.',
    input: grantInput,
    work: async ({ house, actor, input, browser }) => {
      if (browser === undefined)
        throw new Refusal(
          'forbidden',
          'Begin this in a signed-in browser: its session is what binds the answer.',
        )
      const { connector, account, connection, app } = input
      const { url, expiresAt } = await beginGrant(house.connecting, actor, {
        connector,
        account,
        app,
        browser,
        redirectUri: callbackUrl(house.publicUrl, connector),
        connectionId: connection === undefined ? undefined : readId('conn', connection),
      })
      return {
        status: 201,
        body: { authorize_url: url, expires_at: expiresAt.toISOString() },
        headers: { 'cache-control': 'no-store' },
      }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/connections/:connection/secret',
    permission: 'connections:write',
    says: "Give a connection its app's new client secret. What the one before signed is accepted for some hours more.",
    input: z.object({
      secret: z.string().trim().min(10).max(200),
      previousHours: z.number().int().min(0).max(168).default(24),
    }),
    work: async ({ house, actor, params, input }) => {
      const id = readId('conn', params['connection'] ?? '')
      const until = await replaceSecret(house.connecting, actor, id, input)
      return { body: { previous_until: until.toISOString() } }
    },
  }),
]
