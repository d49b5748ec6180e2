// The load, in a process of its own: node load.ts URL SECRET CONNECTIONS SECONDS FIRST_ID. Prints one line of JSON.
import { Agent, request } from 'node:http'
import { delivery } from './rig/delivery.ts'
import { quantile } from './rig/table.ts'

const [address = '', secret = '', connections = '1', seconds = '2', first = '1'] = process.argv.slice(2)
const url = new URL(address)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const took: number[] = []
let failed = 0
let id = BigInt(first)

function send(): Promise<void> {
  return new Promise(resolve => {
    id += 1n
    const { body, headers } = delivery(id, secret)
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
process.stdout.write(
  `${JSON.stringify({ perSecond: took.length / elapsed, p50: quantile(took, 0.5), p99: quantile(took, 0.99), failed })}\n`,
)
