import { workIntent } from '../actions/execute.ts'
import { usualMails } from '../actions/sending/mail-pace.ts'
import type { Settled } from '../actions/performing.ts'
import type { Anchoring } from '../audit/anchoring.ts'
import { buildRegistry } from '../actions/tool.ts'
import { openAccount, connectorOf, type Connecting } from '../connections/accounts.ts'
import { activeConnections, setStatus } from '../connections/list.ts'
import type { Tx } from '../database/database.ts'
import { networkOf } from '../calls/outside/destination.ts'
import { eventPump } from '../events/pump.ts'
import type { Heard } from '../events/work.ts'
import { hookPump } from '../hooks/pump.ts'
import { Again, backoffSeconds, type Job } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { openPutOff } from '../jobs/put-off.ts'
import { openRequest } from '../privacy/requests.ts'
import { listStops } from '../policies/kill-switches.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { openDesk, type Desk } from './desk.ts'
import type { OrderPlace } from './moment.ts'
import { readTimeline } from './timeline.ts'
import type { Solution } from './solution.ts'
import { workTick } from './ticks.ts'
import type { Engine } from './whole.ts'

export interface EngineOptions {
  readonly connecting: Connecting
  readonly jobs: Jobs
  readonly solutions: readonly Solution[]
  readonly anchoring?: Anchoring
  /** Of each account. */
  readonly mailsPerMinute?: number | undefined
  readonly count: (tool: string, outcome: string) => void
  readonly onParked: (tenantId: string, eventId: string) => void
  /** Told of a hook that was turned off because it failed. */
  readonly onHookDisabled?: (hook: { tenantId: string; hookId: string }) => void
  readonly onFailed: (error: unknown, event?: { tenantId: string; eventId: string }) => void
}

/** Puts connectors and solutions on the spine and gives every queue its work. Nothing runs until the jobs are started. */
export function openEngine({
  connecting,
  jobs,
  solutions,
  anchoring,
  mailsPerMinute = usualMails,
  count,
  ...told
}: EngineOptions): Engine {
  const { db, catalogue } = connecting
  const means = {
    cursorKey: connecting.vault.ring.derive('cursor'),
    timeline: (tx: Tx, place: OrderPlace) => readTimeline(tx, solutions, place),
  }
  const desks = new Map<string, Desk>(solutions.map(({ id }) => [id, openDesk(id, means, () => engine)]))
  const deskOf = (id: string): Desk => {
    const desk = desks.get(id)
    if (!desk) throw new Error(`There is no solution named ${id}.`)
    return desk
  }
  const events = eventPump({
    db,
    onParked: told.onParked,
    onFailed: (tenantId, eventId, error) => told.onFailed(error, { tenantId, eventId }),
    onError: told.onFailed,
    translate: (connector, event) => connectorOf(catalogue, connector).intake?.facts(event) ?? [],
    announce: (tx, heard) => announce(engine, tx, heard),
  })
  const engine: Engine = {
    db,
    connecting,
    solutions,
    anchoring,
    add: jobs.add,
    registry: buildRegistry(connectorsOf(connecting), solutions),
    deskOf,
    openAccount: (tenantId, connectionId) => openAccount(connecting, tenantId, connectionId),
    putOff: openPutOff(db),
    turnAway: id => connecting.circuits.turnAway(id),
    reachable: activeConnections,
    wake: events.wake,
    settled: (tx, settled) => tellSettled(solutions, deskOf, tx, settled),
    count,
    mailsPerMinute,
    publicUrl: () => connecting.publicUrl,
  }
  jobs.alongside(events)
  jobs.alongside(
    hookPump({
      db,
      vault: connecting.vault,
      network: connecting.network ?? networkOf([]),
      onDisabled: told.onHookDisabled ?? (() => {}),
      onError: told.onFailed,
    }),
  )
  jobs.work('actions', job => workIntent(engine, job))
  jobs.work('work', job => workSolution(solutions, deskOf, job))
  for (const queue of ['ticks', 'long'] as const) jobs.work(queue, job => workTick({ ...engine, jobs }, job))
  return engine
}

function connectorsOf({ catalogue }: Connecting) {
  return [...catalogue.values()]
}

async function announce({ solutions, deskOf, add }: Engine, tx: Tx, heard: Heard): Promise<void> {
  for (const fact of heard.facts) {
    if (fact.name === 'connection.revoked') await setStatus(tx, heard.connectionId, 'revoked')
    await openRequest(tx, add, fact, heard)
    for (const solution of solutions) await solution.hears[fact.name]?.(deskOf(solution.id), tx, fact, heard)
  }
}

async function tellSettled(
  solutions: readonly Solution[],
  deskOf: (id: string) => Desk,
  tx: Tx,
  settled: Settled,
): Promise<void> {
  const asker = settled.intent.actor
  const solution = asker.kind === 'solution' ? solutions.find(one => one.id === asker.id) : undefined
  await solution?.settled?.(deskOf(solution.id), tx, settled)
}

async function workSolution(
  solutions: readonly Solution[],
  deskOf: (id: string) => Desk,
  job: Job,
): Promise<void> {
  const name = String(job.data['solution'])
  const work = solutions.find(one => one.id === name)?.works[String(job.data['work'])]
  if (!work) throw new Error(`${name} has no work named ${String(job.data['work'])}.`)
  try {
    await work(deskOf(name), { tenantId: job.tenantId, data: job.data, tries: job.tries })
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (await isGone(deskOf(name), job)) return
    const { code } = error
    if (code === 'rate_limited') throw new Again(heldSeconds)
    if (code !== 'unavailable') throw error
    if (await isStopped(deskOf(name), name, job)) throw new Again(heldSeconds)
    throw job.ageSeconds < patienceSeconds ? new Again(untilItAnswers(job, error)) : error
  }
}

// Of a platform that was removed meanwhile nothing is to be found out any more.
async function isGone({ db }: Desk, { tenantId, data: { connection } }: Job): Promise<boolean> {
  if (typeof connection !== 'string') return false
  const known = await db.tenant(tenantId, tx =>
    tx.query('select 1 as one from connections where id::text = $1', [connection]),
  )
  return known.length === 0
}

/** What people stopped waits for them, and what is capped for its hour; neither is a failure. */
const heldSeconds = 60

/** An outage of a platform is not the job's failure either, for a day. The longer it lasts, the longer the next look may wait. */
const patienceSeconds = 24 * 60 * 60

function untilItAnswers(job: Job, { retryAfterSeconds = 0 }: Refusal): number {
  return Math.max(retryAfterSeconds, backoffSeconds(Math.floor(Math.log2(1 + job.ageSeconds))))
}

async function isStopped({ db }: Desk, solution: string, { tenantId }: Job): Promise<boolean> {
  const stops = await db.tenant(tenantId, listStops)
  const name = `solution ${solution}`
  return stops.some(({ what, subject }) => what !== 'actor' || subject === name)
}
