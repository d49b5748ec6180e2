import { randomUUID } from 'node:crypto'
import { Faults } from '../faults.ts'
import { controlRoute, json, parseJson, startHttp, type Answer, type HttpRequest } from '../http.ts'
import { openLedger, type Ledger } from '../ledger.ts'
import { controlShop } from './control.ts'
import { Throttle } from './graphql/cost.ts'
import { answer, operationOf } from './graphql/execute.ts'
import { servedVersion } from './graphql/schemas.ts'
import { Tokens } from './oauth.ts'
import { Shop } from './shop.ts'
import type { WebhookOptions } from './webhooks/deliveries.ts'

export interface ShopifyOptions {
  readonly host?: string
  readonly port?: number
  readonly shop?: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly accessToken?: string
  readonly scopes?: readonly string[]
  /** The redirect URLs in the app's settings. */
  readonly redirects?: readonly string[]
  readonly ledger?: Ledger
  readonly faults?: Faults
  readonly throttle?: { maximum?: number; perSecond?: number }
  readonly webhooks?: WebhookOptions
  /** Milliseconds since 1970, for everything the shop dates. */
  readonly clock?: () => number
}

export interface ShopifySandbox {
  readonly url: string
  readonly domain: string
  readonly clientId: string
  readonly clientSecret: string
  readonly accessToken: string
  readonly shop: Shop
  readonly tokens: Tokens
  readonly throttle: Throttle
  readonly ledger: Ledger
  readonly faults: Faults
  /** The first field of every operation that was asked, in turn: reads leave no trace in the ledger. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

const usualScopes = [
  'read_orders',
  'read_customers',
  'read_products',
  'read_inventory',
  'read_locations',
  'read_merchant_managed_fulfillment_orders',
  'read_third_party_fulfillment_orders',
  'read_assigned_fulfillment_orders',
  'write_orders',
  'write_inventory',
  'write_merchant_managed_fulfillment_orders',
  'write_draft_orders',
  'write_order_edits',
]

/** Starts a simulated shop with its Admin API, webhooks, OAuth and a control door for tests. */
export async function startShopify(options: ShopifyOptions = {}): Promise<ShopifySandbox> {
  const ledger = options.ledger ?? openLedger()
  const faults = options.faults ?? new Faults()
  const domain = options.shop ?? 'sandbox-shop.myshopify.com'
  const app = {
    shop: domain,
    clientId: options.clientId ?? 'sandbox-client',
    clientSecret: options.clientSecret ?? 'sandbox-client-secret',
    scopes: new Set(options.scopes ?? usualScopes),
    redirects: new Set(options.redirects),
  }
  const tokens = new Tokens(app, options.accessToken ?? 'shpat_sandbox_custom_app')
  const shop = new Shop({
    domain,
    clientSecret: app.clientSecret,
    ledger,
    tokens,
    ...(options.webhooks && { webhooks: options.webhooks }),
    ...(options.clock && { clock: options.clock }),
  })
  const throttle = new Throttle(options.throttle)
  const control = controlRoute(faults, ledger)
  const asked: string[] = []
  const route = async (request: HttpRequest): Promise<Answer> => {
    const controlled = control(request) ?? (await controlShop(shop, request))
    if (controlled) return controlled
    if (request.path === '/admin/oauth/authorize') return tokens.authorize(request)
    if (request.path === '/admin/oauth/access_token' && request.method === 'POST')
      return tokens.exchange(request)
    const version = /^\/admin\/api\/([\w-]+)\/graphql\.json$/.exec(request.path)?.[1]
    if (version === undefined || request.method !== 'POST') return json(404, { errors: 'Not Found' })
    return graphql(request, version)
  }
  const graphql = async (request: HttpRequest, wanted: string): Promise<Answer> => {
    asked.push(operationName(request) ?? '')
    const version = servedVersion(wanted)
    if (version === undefined) return json(404, { errors: 'Not Found' })
    const requestId = randomUUID()
    const headers = { 'x-shopify-api-version': version, 'x-request-id': requestId }
    const token = request.headers['x-shopify-access-token']
    if (!tokens.isValid(typeof token === 'string' ? token : undefined))
      return json(
        401,
        { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
        headers,
      )
    const body = parseJson(request.body)
    if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
      return json(400, { errors: { query: 'Required parameter missing or invalid' } }, headers)
    if (request.fault?.kind === 'throttled')
      return json(
        200,
        {
          errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
          extensions: {
            cost: {
              requestedQueryCost: 10,
              actualQueryCost: null,
              throttleStatus: { ...throttle.status(), currentlyAvailable: 0 },
            },
          },
        },
        headers,
      )
    if (request.fault?.kind === 'graphql-error')
      return json(
        200,
        { errors: [{ message: 'Something went wrong', extensions: { code: request.fault.code } }] },
        headers,
      )
    const variables =
      'variables' in body && typeof body.variables === 'object' && body.variables !== null
        ? { ...body.variables }
        : {}
    const named =
      'operationName' in body && typeof body.operationName === 'string' ? body.operationName : undefined
    const caller = { shop, throttle, scopes: app.scopes, requestId }
    const given = { query: body.query, variables, operationName: named }
    return json(200, await answer(caller, version, given), headers)
  }
  const http = await startHttp({
    faults,
    route,
    operation: operationName,
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
  })
  return {
    url: http.url,
    domain,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    accessToken: tokens.custom,
    shop,
    tokens,
    throttle,
    ledger,
    faults,
    asked,
    close: async () => {
      shop.webhooks.close()
      await http.close()
    },
  }
}

function operationName(request: HttpRequest): string | undefined {
  const body = parseJson(request.body)
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
    return undefined
  const [first] = operationOf(body.query)?.selectionSet.selections ?? []
  return first?.kind === 'Field' ? first.name.value : undefined
}
