// The load, in a process of its own: node load.ts URL SECRET CONNECTIONS SECONDS FIRST_ID. Prints one line of JSON.
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

const [address = '', secret = '', connections = '1', seconds = '2', first = '1'] = process.argv.slice(2)
const url = new URL(address)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const padding = 'x'.repeat(2300)
const took: number[] = []
let failed = 0
let id = BigInt(first)

function delivery(): { body: string; headers: Record<string, string> } {
  id += 1n
  const gid = `gid://shopify/Order/${id}`
  const body = `{"id":${id},"admin_graphql_api_id":"${gid}","name":"#${id}","updated_at":"2026-11-01T10:00:00Z","note":"${padding}"}`
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'sandbox-shop.myshopify.com',
      'x-shopify-event-id': `e${id}`,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
  }
}

function send(): Promise<void> {
  return new Promise(resolve => {
    const { body, headers } = delivery()
    const begun = performance.now()
    const out = request(
      { agent, host: url.hostname, port: url.port, path: url.pathname, method: 'POST', headers },
      answer => {
        answer.resume()
        answer.on('end', () => {
          if (answer.statusCode === 200) took.push(performance.now() - begun)
          else failed += 1
          resolve()
        })
      },
    )
    out.on('error', () => {
      failed += 1
      resolve()
    })
    out.end(body)
  })
}

const end = Date.now() + Number(seconds) * 1000
const begun = performance.now()
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (Date.now() < end) await send()
  }),
)
const elapsed = (performance.now() - begun) / 1000
agent.destroy()
took.sort((a, b) => a - b)
const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
process.stdout.write(
  `${JSON.stringify({ perSecond: took.length / elapsed, p50: at(0.5), p99: at(0.99), failed })}\n`,
)
