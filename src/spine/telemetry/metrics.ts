import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What waits, as the database knows it at the moment of a scrape. */
export interface Backlog {
  readonly parkedEvents: number
  /** Jobs that were given up and not replayed. */
  readonly deadJobs: number
  readonly queues: readonly {
    readonly queue: string
    /** Waiting to run now. */
    readonly due: number
    /** Waiting for their time. */
    readonly later: number
    /** For how long the oldest has been due; 0 for an empty queue. */
    readonly oldestSeconds: number
  }[]
}

// One per process, as its counters are: labels are names of ours, never a tenant, an id or an address.
const registry = new Registry()
const registers = [registry]
/** How long a scrape waits for the database; scrapers give up after 10 s. */
const patienceMilliseconds = 2000
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

// Counted by the thousand between two scrapes, and handed over at each.
const told = new Map<string, number>()
const answered = new Map<string, number>()

const events = new Counter({
  name: 'storewright_events_received_total',
  help: 'Events that platforms told, by what became of them.',
  labelNames: ['outcome'],
  registers,
  collect: () => {
    for (const [outcome, count] of told) events.inc({ outcome: label(outcome) }, count)
    told.clear()
  },
})
const jobs = new Counter({
  name: 'storewright_jobs_total',
  help: 'Attempts of jobs and events, by how they ended.',
  labelNames: ['queue', 'outcome'],
  registers,
})
const jobSeconds = new Histogram({
  name: 'storewright_job_seconds',
  help: 'How long these attempts took.',
  labelNames: ['queue'],
  buckets: seconds,
  registers,
})
const actions = new Counter({
  name: 'storewright_actions_total',
  help: 'Performed actions.',
  labelNames: ['action', 'outcome'],
  registers,
})
const requests = new Counter({
  name: 'storewright_http_requests_total',
  help: 'Answered requests, by route pattern.',
  labelNames: ['route', 'status'],
  registers,
  collect: () => {
    for (const [name, count] of answered) {
      const [status = '', route = ''] = name.split(' ', 2)
      requests.inc({ route: label(route), status }, count)
    }
    answered.clear()
  },
})
const requestSeconds = new Histogram({
  name: 'storewright_http_seconds',
  help: 'How long requests took, by route pattern.',
  labelNames: ['route'],
  buckets: seconds,
  registers,
})
const parked = new Gauge({
  name: 'storewright_events_parked',
  help: 'Events that wait for a person.',
  registers,
})
const dead = new Gauge({
  name: 'storewright_jobs_dead',
  help: 'Jobs that were given up and wait for a person.',
  registers,
})
const queueWaiting = new Gauge({
  name: 'storewright_queue_waiting',
  help: 'What waits, to run now or later: events, and jobs by queue.',
  labelNames: ['queue', 'due'],
  registers,
})
const queueAge = new Gauge({
  name: 'storewright_queue_age_seconds',
  help: 'For how long the oldest event or job has been due.',
  labelNames: ['queue'],
  registers,
})

let readBacklog: (() => Promise<Backlog>) | undefined
let freshMilliseconds = 0
let lastRead: { readonly at: number; readonly backlog: Promise<Backlog> } | undefined
let hasDefaults = false

/** Counts an event: `new`, `repeated`, `refused` … */
export function countEvent(outcome: string): void {
  told.set(outcome, (told.get(outcome) ?? 0) + 1)
}

/** Counts an attempt of a job, or of an event (queue `events`), and its time in seconds. */
export function countJob(queue: string, outcome: string, took: number): void {
  jobs.inc({ queue: label(queue), outcome: label(outcome) })
  jobSeconds.observe({ queue: label(queue) }, took)
}

/** Counts an action by its tool name (`gorgias.create_ticket`). */
export function countAction(action: string, outcome: string): void {
  actions.inc({ action: label(action), outcome: label(outcome) })
}

/** Counts an answered request. `route` is the pattern (`/v1/members/:id`), never the path. */
export function countRequest(route: string, status: number, took: number): void {
  const name = `${status} ${route}`
  answered.set(name, (answered.get(name) ?? 0) + 1)
  requestSeconds.observe({ route: label(route) }, took)
}

/** Says how to look at the backlog; asked when metrics are, but no more than once in so many seconds, whoever asks. */
export function watchBacklog(read: () => Promise<Backlog>, freshSeconds = 5): void {
  readBacklog = read
  freshMilliseconds = freshSeconds * 1000
  lastRead = undefined
}

/** All metrics in Prometheus' text format, with those of the process itself from the first call on. */
export async function renderMetrics(): Promise<{ contentType: string; body: string }> {
  if (!hasDefaults) collectDefaultMetrics({ register: registry })
  hasDefaults = true
  const backlog = await lookAtBacklog()
  queueAge.reset()
  queueWaiting.reset()
  for (const { queue, due, later, oldestSeconds } of backlog?.queues ?? []) {
    queueAge.set({ queue: label(queue) }, oldestSeconds)
    queueWaiting.set({ queue: label(queue), due: 'now' }, due)
    queueWaiting.set({ queue: label(queue), due: 'later' }, later)
  }
  parked.set(backlog?.parkedEvents ?? Number.NaN)
  dead.set(backlog?.deadJobs ?? Number.NaN)
  return { contentType: registry.contentType, body: await registry.metrics() }
}

// An unreachable database must not hide the rest, nor one that never answers: a missing number is itself a sign, a stale one a lie.
async function lookAtBacklog(): Promise<Backlog | undefined> {
  if (!readBacklog) return undefined
  const now = performance.now()
  if (!lastRead || now - lastRead.at >= freshMilliseconds) {
    const read = { at: now, backlog: readBacklog() }
    lastRead = read
    read.backlog.catch(() => {
      if (lastRead === read) lastRead = undefined
    })
  }
  const patience = AbortSignal.timeout(patienceMilliseconds)
  const late = new Promise<undefined>(resolve => {
    patience.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  return Promise.race([lastRead.backlog.catch(() => undefined), late])
}

// Each new label value is a time series kept for ever, so what looks like an id or an address is not let in.
function label(text: string): string {
  return /^[\w.:/{}*-]{1,80}$/.test(text) && !/[0-9a-f]{16}|[0-9a-f]{8}-[0-9a-f]{4}|\d{5}/i.test(text)
    ? text
    : 'other'
}
