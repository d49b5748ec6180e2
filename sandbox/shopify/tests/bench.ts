import { createServer } from 'node:http'
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import type { TestContext } from 'node:test'
import { startShopify, type ShopifyOptions, type ShopifySandbox } from '../server.ts'

export interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** An endpoint that writes down what it is sent and answers as told. */
export async function startListener(t: TestContext, answers: (count: number) => number = () => 200) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(answers(heard.length)).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/hooks`, heard }
}

/** A shop with two places and five mugs. */
export async function openShop(t: TestContext, options: ShopifyOptions = {}): Promise<ShopifySandbox> {
  const sandbox = await startShopify({ webhooks: { retryMs: 1 }, ...options })
  t.after(() => sandbox.close())
  sandbox.shop.addLocation('Main')
  sandbox.shop.addLocation('Second')
  sandbox.shop.addVariant({ sku: 'MUG', policy: 'CONTINUE', price: 1250, stock: { Main: 5, Second: 0 } })
  return sandbox
}

export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { message: string; path?: unknown; extensions?: Record<string, unknown> }[]
  readonly extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null } }
}

/** Asks the Admin API over HTTP. */
export async function ask(
  sandbox: ShopifySandbox,
  query: string,
  variables: Record<string, unknown> = {},
  { version = '2026-10', token = sandbox.accessToken } = {},
): Promise<{ status: number; headers: Headers; body: GraphqlAnswer }> {
  const answer = await fetch(`${sandbox.url}/admin/api/${version}/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
    body: JSON.stringify({ query, variables }),
  })
  const body: unknown = await answer.json()
  if (!isAnswer(body)) throw new Error('not an object')
  return { status: answer.status, headers: answer.headers, body }
}

/** Subscribes an endpoint to topics. */
export async function subscribe(
  sandbox: ShopifySandbox,
  uri: string,
  topics: readonly string[],
): Promise<void> {
  for (const topic of topics) {
    const { body } = await ask(
      sandbox,
      `mutation S($topic: WebhookSubscriptionTopic!, $uri: String!) {
        webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) { userErrors { message } }
      }`,
      { topic, uri },
    )
    if (body.errors) throw new Error(JSON.stringify(body.errors))
  }
}

const isAnswer = (value: unknown): value is GraphqlAnswer => typeof value === 'object' && value !== null
