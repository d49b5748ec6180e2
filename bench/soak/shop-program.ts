// The shop and the helpdesk of a soak, and who buys there, in a process of its own: node shop-program.ts RATE MINUTES.
// Prints the platforms as a line of JSON; buys from SIGUSR2 on; prints what happened when all is
// delivered, and at the next SIGUSR2 which tickets stand.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSandbox } from '../rig/sandbox.ts'

const [rate = 50, minutes = 1] = process.argv.slice(2).map(Number)
/** Each of them is changed at least once, however short the run. */
const standing = Math.min(500, Math.floor((rate * minutes * 60) / 2))
/** So many short orders are open at once: those before them are cancelled, as nobody's shop has them without end. */
const shortAtOnce = 40
const shortEverySeconds = 4

const sandbox = await openSandbox()
const { shop } = sandbox.shopify
const { webhooks, orders } = shop
shop.addLocation('Main')
const fixed: string[] = []
webhooks.weather.isHeld = true
for (let at = 0; at < standing; at += 1) {
  shop.addVariant({ sku: `ART-${at}`, stock: { Main: 10 } })
  fixed.push(orders.place({ lines: [{ sku: `ART-${at}`, quantity: 1, location: 'Main' }] }).id)
}
webhooks.weather.isHeld = false
const bought = once(process, 'SIGUSR2')
// Until it is told to buy, nothing else holds the process but its doors.
console.log(JSON.stringify({ platforms: sandbox.platforms }))
await bought

let [told, undelivered, deeds] = [0, 0, 0]
const short: { id: string; name: string }[] = []
const everShort: string[] = []
const cancelled = new Set<string>()

// What was delivered is counted and forgotten: over hours it would be all that this process holds.
function forget(): void {
  const waiting = webhooks.deliveries.filter(one => one.state === 'waiting')
  for (const one of webhooks.deliveries) {
    if (one.state === 'delivered') told += 1
    else if (one.state !== 'waiting') undelivered += 1
  }
  webhooks.deliveries.splice(0, webhooks.deliveries.length, ...waiting)
}

function placeShort(): void {
  const sku = `NONE-${everShort.length % 200}`
  if (everShort.length < 200) shop.addVariant({ sku, stock: { Main: 0 } })
  const { id, name } = orders.place({ lines: [{ sku, quantity: 2, location: 'Main' }] })
  short.push({ id, name })
  everShort.push(name)
  const old = short.length > shortAtOnce ? short.shift() : undefined
  if (!old) return
  orders.cancel(old.id)
  cancelled.add(old.name)
}

const begun = performance.now()
const end = begun + minutes * 60_000
let nextShort = begun
while (performance.now() < end) {
  const now = performance.now()
  // The last short orders leave time for their tickets within the run's end.
  if (now >= nextShort) {
    nextShort += shortEverySeconds * 1000
    placeShort()
  }
  // Webhooks, not deeds, are what the rate counts.
  forget()
  const due = Math.floor(((now - begun) / 1000) * rate)
  for (let sent = told + undelivered + webhooks.deliveries.length; sent < due; sent += 1) {
    orders.update(fixed[deeds % standing] ?? '', { note: `Look ${deeds}` })
    deeds += 1
  }
  await sleep(10)
}
await webhooks.settled()
forget()
const versions = fixed.map(id => ({ id, updatedAt: orders.find(id).updatedAt.toISOString() }))
console.log(
  JSON.stringify({ told, undelivered, short: everShort, cancelled: cancelled.size, versions, standing }),
)
process.once('SIGUSR2', () => {
  const tickets = sandbox.gorgias.ledger.entries({ kind: 'ticket.created' }).map(entry => {
    const { ticket } = entry.details
    const subject = typeof ticket === 'object' && ticket !== null && 'subject' in ticket ? ticket.subject : ''
    return String(subject).split(':', 1)[0]
  })
  console.log(JSON.stringify({ tickets }))
})
await once(process, 'SIGTERM')
await sandbox[Symbol.asyncDispose]()
