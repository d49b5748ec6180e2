import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { faultShape, matchShape } from './faults.ts'
import type { Fault, Faults } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { misbehave, plain } from './misbehave.ts'
import type { Answer } from './misbehave.ts'

export type { Answer } from './misbehave.ts'

export type HttpRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  fault?: Fault
}

export type HttpOptions = {
  host?: string
  port?: number
  faults: Faults
  /** Names what a request does when its path does not say (GraphQL), so that a fault can be aimed at it. */
  operation?: (request: HttpRequest) => string | undefined
  route: (request: HttpRequest) => Promise<Answer>
}

export type HttpServer = { url: string; port: number; close(): Promise<void> }

const longestBody = 32 * 1024 * 1024

/** A plain HTTP server whose answers go wrong on request; what lies under `/__control/` never does. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const host = options.host ?? '127.0.0.1'
  const server = createServer((incoming, outgoing) => {
    serve(options, incoming, outgoing).catch((error: unknown) => {
      // A client that left, or a bug in a simulator: neither may take the other simulators of this process down.
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
      else plain(outgoing, { status: 500, body: `The simulator failed: ${String(error)}` })
    })
  })
  server.listen(options.port ?? 0, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The simulator has no TCP port')
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

const faultOrder = z.strictObject({
  fault: faultShape,
  times: z.int().positive().default(1),
  share: z.number().min(0).max(1).exactOptional(),
  match: matchShape.default({}),
  seed: z.int().default(1),
})

/** The door through which another process aims faults and reads the ledger; `undefined` when the path is not its own. */
export function controlRoute(faults: Faults, ledger: Ledger): (request: HttpRequest) => Answer | undefined {
  return ({ method, path, query, body }) => {
    if (method === 'GET' && path === '/__control/ledger') {
      const wanted = ['platform', 'kind'].filter(name => query.has(name))
      const filter = Object.fromEntries(wanted.map(name => [name, query.get(name) ?? '']))
      return json(200, ledger.entries(filter))
    }
    if (path !== '/__control/faults') return undefined
    if (method === 'POST') return planFault(faults, body)
    if (method !== 'DELETE') return undefined
    faults.clear()
    return json(200, { ok: true })
  }
}

function planFault(faults: Faults, body: Buffer): Answer {
  const order = faultOrder.safeParse(parseJson(body))
  if (!order.success) return json(400, { error: z.prettifyError(order.error) })
  const { fault, times, share, match, seed } = order.data
  if (share === undefined) faults.plan(fault, times, match)
  else faults.percent(fault, share, match, seed)
  return json(200, { ok: true })
}

/** The body as JSON, or `undefined` when it is none: the platforms each have their own words for that. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

async function serve(
  options: HttpOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await read(incoming)
  if (request.path.startsWith('/__control/')) return plain(outgoing, await options.route(request))
  const fault = options.faults.next(request.path, options.operation?.(request))
  const run = () => options.route(fault === undefined ? request : { ...request, fault })
  await misbehave(fault, run, outgoing)
}

async function read(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > longestBody) throw new Error(`The body is longer than ${longestBody} bytes`)
    chunks.push(chunk)
  }
  const url = new URL(incoming.url ?? '/', 'http://simulator')
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  }
}
