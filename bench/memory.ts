// What each role holds in memory, at rest and after events, as a ratio to a bare Node server: bin/bench memory [--quick].
import { setTimeout as sleep } from 'node:timers/promises'
import { readGauges, type Gauges } from './rig/gauges.ts'
import { openHouse } from './rig/house.ts'
import { offer } from './rig/offer.ts'
import { freePort, program } from './rig/program.ts'
import { openSandbox } from './rig/sandbox.ts'
import { ratio, table } from './rig/table.ts'
import { atRest } from './soak/reconcile.ts'

const isQuick = process.argv.includes('--quick')
const load = { rate: 200, seconds: isQuick ? 2 : 15 }
const restMs = isQuick ? 1000 : 5000

await using sandbox = await openSandbox()
await using house = await openHouse(sandbox.platforms)
const secret = sandbox.shopify.clientSecret
const port = await freePort()
const print = table(
  'process            ',
  'rest: RSS MB',
  'heap MB',
  'to bare',
  'after: RSS MB',
  'heap MB',
  'to bare',
  'events',
)
let bare: readonly [Gauges, Gauges] | undefined

function tell(name: string, rest: Gauges, after: Gauges, events: number): void {
  bare ??= [rest, after]
  print.row(
    name,
    rest.rssMb.toFixed(1),
    rest.heapMb.toFixed(1),
    ratio(rest.rssMb, bare[0].rssMb),
    after.rssMb.toFixed(1),
    after.heapMb.toFixed(1),
    ratio(after.rssMb, bare[1].rssMb),
    events,
  )
}

/** Measures processes of one run together: before and after the same events. */
async function measure(named: Readonly<Record<string, string>>, intake: string): Promise<void> {
  await sleep(restMs)
  const look = () => Promise.all(Object.values(named).map(readGauges))
  const rest = await look()
  const { acknowledged } = await offer(intake, secret, load)
  await atRest(house, 60)
  const after = await look()
  for (const [at, name] of Object.keys(named).entries()) {
    const [before, then] = [rest[at], after[at]]
    if (before && then) tell(name, before, then, acknowledged)
  }
}

{
  await using server = program(new URL('./memory/bare-http.ts', import.meta.url), [String(port)])
  await server.hear('is ready')
  await measure({ 'bare Node server': `http://127.0.0.1:${port}` }, `http://127.0.0.1:${port}/`)
}
const intake = `${house.door}/orders/create`
{
  await using api = await house.start('api')
  await using worker = await house.start('worker')
  await measure({ api: api.origin, worker: worker.origin }, intake)
}
await using all = await house.start('all')
await measure({ all: all.origin }, intake)
