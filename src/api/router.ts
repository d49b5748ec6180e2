import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import { parseInput } from '#spine/actions/tool.ts'
import { countRequest } from '#spine/telemetry/metrics.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { browserMark, callerOf } from './auth.ts'
import type { House } from './house.ts'
import { asCsv, wantsCsv } from './csv/stream-csv.ts'
import { once } from './idempotency.ts'
import { openRoutes } from './open.ts'
import { approvalPages } from './pages/approvals.ts'
import { consoleDoor } from './console.ts'
import { connectPages } from './pages/connect.ts'
import { homePage } from './pages/home.ts'
import { securityPages } from './pages/security/security.ts'
import { signInPages } from './pages/sign-in/sign-in.ts'
import { problem, problemOf } from './problem.ts'
import { routes } from './routes.ts'
import type { Route } from './route.ts'

const largestBody = 1024 * 1024

/** Everything but webhooks and MCP: the routes of routes.ts, the open ones and the few pages. */
export function router(house: House): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    const begun = performance.now()
    context.header('x-request-id', requestIdOf(context))
    await next()
    countRequest(context.req.routePath, context.res.status, (performance.now() - begun) / 1000)
  })
  app.use(
    bodyLimit({
      maxSize: largestBody,
      onError: () => {
        throw new Refusal('invalid_input', 'The body is larger than 1 MiB.')
      },
    }),
  )
  openRoutes(app, house)
  const showConsole = consoleDoor(app, house)
  homePage(app, house, showConsole)
  signInPages(app, house)
  securityPages(app, house)
  connectPages(app, house)
  approvalPages(app, house, showConsole)
  for (const one of routes) app.on(one.method, one.path, context => serve(house, one, context))
  app.all('*', async context => (await showConsole(context)) ?? missing(house, context))
  app.onError((error, context) => failed(house, error, context))
  return app
}

/** The caller's own request id if it is a decent one, else a new one. */
function requestIdOf(context: Context): string {
  const known = context.res.headers.get('x-request-id')
  if (known !== null) return known
  const given = context.req.header('x-request-id') ?? ''
  return /^[\w-]{8,64}$/.test(given) ? given : `req_${crypto.randomUUID().replaceAll('-', '')}`
}

async function serve(house: House, one: Route, context: Context): Promise<Response> {
  const actor = await callerOf(house, context)
  const { headers: allowance, refusal } = house.limit(actor)
  for (const [name, value] of Object.entries(allowance)) context.header(name, value)
  if (refusal) throw refusal
  if (one.permission !== 'any' && !actor.permissions.has(one.permission)) {
    throw new Refusal('forbidden', `This needs the permission ${one.permission}.`)
  }
  const text = one.method === 'GET' || one.method === 'DELETE' ? '' : await context.req.text()
  const key = context.req.header('idempotency-key')
  const work = async () => {
    const answered = await run(house, one, context, actor, text, key)
    // What may be stored nowhere is shown once.
    return { ...answered, hasSecret: answered.headers?.['cache-control'] === 'no-store' }
  }
  if (key === undefined || one.method === 'GET') {
    const { status, text: body, headers, stream } = await work()
    return stream ? sendStream(context, stream, headers) : send(context, status, body, headers)
  }
  const kept = await once(
    house.db,
    { tenantId: actor.tenantId, route: `${one.method} ${context.req.path}`, key },
    text,
    work,
  )
  if (kept.isReplay) context.header('idempotent-replayed', 'true')
  return send(context, kept.status, kept.text, kept.headers)
}

// A refusal is an answer like any other, so that the same key gives the same one.
async function run(
  house: House,
  one: Route,
  context: Context,
  actor: Actor,
  text: string,
  key: string | undefined,
): Promise<{
  status: number
  text: string
  headers?: Readonly<Record<string, string>>
  stream?: ReadableStream<Uint8Array>
}> {
  try {
    const given: unknown = one.method === 'GET' ? context.req.query() : readJson(text)
    const input = parseInput(one.input, given)
    const asked = {
      house,
      actor,
      params: context.req.param(),
      key,
      browser: browserMark(house, context),
      header: (name: string) => context.req.header(name),
    }
    const answered = await one.work({ ...asked, input })
    const { status, body, headers, stream } = wantsCsv(asked.header('accept'))
      ? asCsv(answered, async cursor => (await one.work({ ...asked, input: { ...input, cursor } })).body)
      : answered
    return {
      status: status ?? 200,
      text: JSON.stringify(body),
      ...(headers && { headers }),
      ...(stream && { stream }),
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { problem: said, retryAfter } = problemOf(error, requestIdOf(context), house.publicUrl)
    return {
      status: said.status,
      text: JSON.stringify(said),
      ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
    }
  }
}

function readJson(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('invalid_input', 'The body is no JSON.')
  }
}

function send(
  context: Context,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
  context.header('content-type', status < 400 ? 'application/json' : 'application/problem+json')
  return new Response(text, { status, headers: context.res.headers })
}

function sendStream(
  context: Context,
  stream: ReadableStream<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
  return new Response(stream, { headers: context.res.headers })
}

function missing(house: House, context: Context): Response {
  const methods = routes.filter(one => matches(one.path, context.req.path)).map(one => one.method)
  const requestId = requestIdOf(context)
  const status = methods.length > 0 ? 405 : 404
  if (methods.length > 0) context.header('allow', methods.join(', '))
  const said = problem({
    code: status === 405 ? 'method_not_allowed' : 'not_found',
    status,
    detail: 'There is nothing at this address.',
    requestId,
    publicUrl: house.publicUrl,
  })
  return send(context, status, JSON.stringify(said))
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
  )
}

function failed(house: House, error: unknown, context: Context): Response {
  const requestId = requestIdOf(context)
  if (!isRefusal(error)) house.log.error('A request failed.', error, { requestId })
  const { problem: said, retryAfter } = problemOf(error, requestId, house.publicUrl)
  if (said.status === 401) context.header('www-authenticate', 'Bearer')
  context.header('x-request-id', requestId)
  return send(
    context,
    said.status,
    JSON.stringify(said),
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  )
}
