// An offered load, in a process of its own: node offer-load.ts URL SECRET RATE SECONDS FIRST_ID. Prints one line of JSON.
// It sends when it is time to, however slow the answers are, and counts each answer from the moment at which it should have sent.
import { Agent, request } from 'node:http'
import { delivery, type Delivery } from './delivery.ts'
import { quantile } from './table.ts'

const [address = '', secret = '', rateText = '500', secondsText = '2', first = '1'] = process.argv.slice(2)
const url = new URL(address)
const [rate, seconds] = [Number(rateText), Number(secondsText)]
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
const took: number[] = []
let [refused, unanswered, latest] = [0, 0, 0]

function send({ body, headers }: Delivery, intended: number): Promise<void> {
  return new Promise(resolve => {
    const out = request(
      { agent, host: url.hostname, port: url.port, path: url.pathname, method: 'POST', headers },
      answer => {
        answer.resume()
        answer.on('end', () => {
          if (answer.statusCode === 200) took.push(performance.now() - intended)
          else refused += 1
          resolve()
        })
      },
    )
    out.on('error', () => {
      unanswered += 1
      resolve()
    })
    out.end(body)
  })
}

// Signed before the clock runs: the work of signing is the platform's, on a machine of its own.
const all = Array.from({ length: rate * seconds }, (_, at) => delivery(BigInt(first) + BigInt(at), secret))
const begun = performance.now() + 50
const under: Promise<void>[] = []
for (let sent = 0; sent < all.length;) {
  const due = Math.min(all.length, Math.floor(((performance.now() - begun) * rate) / 1000) + 1)
  for (; sent < due; sent += 1) {
    const one = all[sent]
    const intended = begun + (sent * 1000) / rate
    latest = Math.max(latest, performance.now() - intended)
    if (one) under.push(send(one, intended))
  }
  await new Promise(resolve => setTimeout(resolve, 1))
}
await Promise.all(under)
const elapsed = (performance.now() - begun) / 1000
agent.destroy()
took.sort((a, b) => a - b)
const said = {
  sent: all.length,
  acknowledged: took.length,
  refused,
  unanswered,
  perSecond: took.length / elapsed,
  p50: quantile(took, 0.5),
  p99: quantile(took, 0.99),
  max: took.at(-1) ?? 0,
  latest,
}
process.stdout.write(`${JSON.stringify(said)}\n`)
