import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { countRequest } from '#spine/telemetry/metrics.ts'
import { secure } from './headers.ts'
import type { House } from './house.ts'
import { watchRoutes } from './open.ts'
import { router } from './router.ts'
import { webhookDoor } from './webhooks.ts'

/** The running HTTP door. */
export interface Server {
  readonly port: number
  /** Accepts no more, finishes what is in hand within 20 s, then ends the rest. */
  close(): Promise<void>
}

interface Place {
  readonly host: string
  readonly port: number
}

/** Opens the doors that a process of this role has: a worker is watched, where a port is given for that, and does nothing else. */
export async function startDoors(
  house: House,
  {
    role,
    metricsPort,
    ...place
  }: Place & { readonly role: string; readonly metricsPort: number | undefined },
): Promise<Server | undefined> {
  if (role !== 'worker') return startServer(house, place)
  if (metricsPort === undefined) return undefined
  const app = new Hono()
  watchRoutes(app, house)
  const watched = getRequestListener(app.fetch)
  const answer: RequestListener = (request, response) => {
    secure(response, request.url ?? '/')
    void watched(request, response)
  }
  return listen(answer, { host: place.host, port: metricsPort })
}

/** Opens all HTTP doors on one port: webhooks on their fast path, MCP, and the rest through the router. */
export async function startServer(house: House, place: Place): Promise<Server> {
  const webhooks = webhookDoor(house)
  const rest = getRequestListener(router(house).fetch)
  const answer: RequestListener = (request, response) => {
    const url = request.url ?? '/'
    // This door puts its own headers on, since it is the only one whose speed is counted in microseconds.
    if (request.method === 'POST' && url.startsWith('/webhook/')) {
      countWhenAnswered('/webhook', response)
      void webhooks(request, response, `req_${crypto.randomUUID().replaceAll('-', '')}`)
      return
    }
    secure(response, url)
    if (url === '/mcp' || url.startsWith('/mcp?')) {
      countWhenAnswered('/mcp', response)
      house.mcp(request, response).catch((error: unknown) => {
        house.log.error('The MCP door failed.', error)
        response.destroy()
      })
    } else void rest(request, response)
  }
  const server = await listen(answer, place)
  return {
    port: server.port,
    close: async () => {
      // An open stream would be waited for.
      await house.feed.close()
      await server.close()
    },
  }
}

async function listen(answer: RequestListener, { host, port }: Place): Promise<Server> {
  const server = createServer(answer)
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const end = setTimeout(() => server.closeAllConnections(), 20_000)
      await closed
      clearTimeout(end)
    },
  }
}

function countWhenAnswered(route: string, response: ServerResponse): void {
  const begun = performance.now()
  response.once('finish', () => countRequest(route, response.statusCode, (performance.now() - begun) / 1000))
}
