import { once } from 'node:events'
import { createServer } from 'node:http'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { requestLimit } from '#spine/tenancy/request-limits.ts'
import { openLog } from '#spine/telemetry/log.ts'
import type { World } from './world.ts'
import { mcpHandler } from '#src/mcp/handle.ts'

interface Options {
  readonly allowedHosts?: readonly string[]
  readonly registry?: World['engine']['registry']
}

/** The MCP door alone over real HTTP, with the official client. */
export async function door(
  shop: World,
  { allowedHosts = ['127.0.0.1'], registry = shop.engine.registry }: Options = {},
) {
  const handle = mcpHandler({
    db: shop.db,
    spine: { ...shop.engine, registry },
    allowedHosts,
    log: openLog({ level: 'silent' }),
    limit: requestLimit(),
  })
  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = new URL(`http://127.0.0.1:${address.port}/mcp`)
  const clients: Client[] = []
  return {
    url,
    connect: async (key: string) => {
      const client = new Client({ name: 'test', version: '1' })
      await client.connect(
        new StreamableHTTPClientTransport(url, {
          requestInit: { headers: { authorization: `Bearer ${key}` } },
        }),
      )
      clients.push(client)
      return client
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(clients.map(client => client.close()))
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A key of the owner with these scopes. */
export const key = (shop: World, scopes: string[]) =>
  shop.db.tenant(
    shop.owner.tenantId,
    async tx => (await createKey(tx, shop.owner, { name: 'agent', scopes })).secret,
  )
