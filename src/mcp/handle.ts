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
    if (!actor) {
      response.setHeader('www-authenticate', 'Bearer')
      return refuse(response, 401, -32001, 'Send an API key as a bearer token.')
    }
    const { headers, refusal } = house.limit(actor)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (refusal) {
      response.setHeader('retry-after', String(refusal.retryAfterSeconds ?? 1))
      return refuse(response, 429, -32000, refusal.says)
    }
    // Shared between two requests, a server has answered the one with the other's result before.
    const handler = createMcpHandler(() => serverFor(house, actor), {
      onerror: error => house.log.error('An MCP request failed.', error),
    })
    await toNodeHandler(handler)(request, response)
  }
}

// Before the body is read, so the answer belongs to no request by its id.
function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  const body = JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message } })
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

// Node types requests and responses alike; what a server receives always has both.
function isRequest(message: IncomingMessage): message is IncomingMessage & { method: string; url: string } {
  return message.method !== undefined && message.url !== undefined
}
