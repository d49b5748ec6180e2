import type { IncomingMessage, ServerResponse } from 'node:http'
import { hostHeaderValidation, originValidation, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { keyActor } from '#spine/tenancy/key-actor.ts'
import type { McpHouse } from './house.ts'
import { serverFor } from './serve-tools.ts'

/** The MCP door: streamable HTTP without sessions, one server object per request, an API key as the bearer. */
export function mcpHandler<Desk>(
  house: McpHouse<Desk>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const isHostAllowed = hostHeaderValidation([...house.allowedHosts])
  const isOriginAllowed = originValidation([...house.allowedHosts])
  return async (request, response) => {
    if (!isRequest(request)) throw new TypeError('A response came where a request should.')
    if (!isHostAllowed(request, response) || !isOriginAllowed(request, response)) return
    const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const actor = await keyActor(house.db, key, 'mcp')
    if (!actor) return refuse(response)
    // Shared between two requests, a server has answered the one with the other's result before.
    const handler = createMcpHandler(() => serverFor(house, actor), {
      onerror: error => house.log.error('An MCP request failed.', error),
    })
    await toNodeHandler(handler)(request, response)
  }
}

function refuse(response: ServerResponse): void {
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: null,
    error: { code: -32001, message: 'Send an API key as a bearer token.' },
  })
  response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer' }).end(body)
}

// Node types requests and responses alike; what a server receives always has both.
function isRequest(message: IncomingMessage): message is IncomingMessage & { method: string; url: string } {
  return message.method !== undefined && message.url !== undefined
}
