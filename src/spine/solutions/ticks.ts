import { z } from 'zod'
import { readQueueAges } from '../alerts/queue-ages.ts'
import { AlertSettings } from '../alerts/settings.ts'
import { watchAccount } from '../alerts/watch.ts'
import { sendDigests } from '../channels/digests.ts'
import { passOn } from '../channels/pass-on.ts'
import { ChannelSettings } from '../channels/settings.ts'
import { workBulk } from '../bulk/work-bulk.ts'
import { keepUp } from '../connections/connect.ts'
import { activeConnections } from '../connections/list.ts'
import { scanForGaps } from '../events/gap-scan.ts'
import type { Job } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Tx } from '../database/database.ts'
import { once } from '../jobs/step.ts'
import type { Engine } from './whole.ts'
import { readSettings } from './settings.ts'
import { workExport } from '../export/asked-exports.ts'
import { workRequest } from '../privacy/work-request.ts'
import { holdsOf } from './holds.ts'
import { sweep } from './sweep.ts'

type Ticking = Engine & { readonly jobs: Jobs }

/** The schedules of the house itself, in UTC. */
const schedules = [
  { name: 'watch', cron: '* * * * *' },
  { name: 'pass_on', cron: '* * * * *' },
  { name: 'gap_scan', cron: '7,22,37,52 * * * *' },
  { name: 'upkeep', cron: '23 3 * * *' },
  { name: 'sweep_hourly', cron: '41 * * * *' },
  { name: 'sweep', cron: '51 4 * * *' },
  { name: 'anchor', cron: '53 * * * *' },
] as const

/** Puts up the house's schedules, and each solution's by the settings of each account. Safe to repeat. */
export async function scheduleTicks(spine: Ticking): Promise<void> {
  for (const { name, cron } of schedules) await spine.jobs.schedule({ name, cron, data: { tick: name } })
  for (const tenantId of await tenants(spine)) await scheduleRecurring(spine, tenantId)
}

// Puts up one account's recurring jobs; done again when its settings change.
async function scheduleRecurring(spine: Ticking, tenantId: string): Promise<void> {
  for (const solution of spine.solutions) {
    const settings = await spine.db.tenant(tenantId, tx => readSettings(tx, solution.id, solution.settings))
    for (const { name, cron, zone, job } of solution.recurring(settings)) {
      await spine.jobs.schedule({
        name: `${solution.id}/${name}/${tenantId}`,
        cron,
        zone,
        data: { tick: 'recurring', solution: solution.id, work: job, tenant: tenantId },
      })
    }
  }
}

/** The work of the `ticks` queue: fans out to jobs of the tenants, or does what concerns all. */
export async function workTick(spine: Ticking, job: Job): Promise<void> {
  const { tick, solution, work, tenant, connection } = job.data
  if (tick === 'recurring') {
    const tenantId = String(tenant)
    await spine.db.tenant(tenantId, tx =>
      spine.add(tx, [
        { queue: 'work', tenantId, lane: `${String(solution)}:${String(work)}`, data: { solution, work } },
      ]),
    )
    return
  }
  if (tick === 'sweep' || tick === 'sweep_hourly') {
    const often = tick === 'sweep' ? 'daily' : 'hourly'
    for (const tenantId of await tenants(spine)) await sweep(spine.db, tenantId, often)
    return
  }
  if (tick === 'bulk') return workBulk(spine, job.tenantId, String(job.data['bulk']))
  if (tick === 'watch') return watch(spine)
  if (tick === 'pass_on') return inEach(spine, 'be told', tx => tell(spine, tx))
  if (tick === 'reschedule') return scheduleRecurring(spine, job.tenantId)
  if (tick === 'privacy') {
    return workRequest(spine.db, holdsOf(spine.solutions), job.tenantId, String(job.data['request']))
  }
  if (tick === 'export')
    return workExport(spine.db, holdsOf(spine.solutions), job.tenantId, String(job.data['export']))
  if (tick === 'anchor') return void (await spine.anchoring?.write())
  if (typeof connection === 'string') {
    if (tick === 'gap_scan') await scan(spine, job.tenantId, connection)
    if (tick === 'upkeep') await keepUp(spine.connecting, job.tenantId, connection)
    return
  }
  for (const tenantId of await tenants(spine)) {
    // An account that had its jobs before this tick was broken off does not get them again.
    const step = { job: job.id, name: String(tick), result: z.number() }
    await spine.db.tenant(tenantId, tx => once(tx, step, () => addForEach(spine, tx, String(tick))))
    if (tick === 'upkeep') await scheduleRecurring(spine, tenantId)
  }
}

// What no webhook told may be missing because nobody is told any more: whether all subscriptions stand is then looked at in the same go.
async function scan(spine: Ticking, tenantId: string, connection: string): Promise<void> {
  const { found } = await scanForGaps(spine.connecting, tenantId, connection)
  if (found > 0) await keepUp(spine.connecting, tenantId, connection)
}

// One job a connection: the failure of one platform is nobody else's.
async function addForEach(spine: Ticking, tx: Tx, tick: string): Promise<number> {
  const connections = await activeConnections(tx)
  await spine.add(
    tx,
    connections.map(({ id }) => ({
      queue: 'ticks' as const,
      tenantId: tx.tenantId,
      lane: `${tick}:${id}`,
      data: { tick, connection: id },
    })),
  )
  return connections.length
}

async function watch(spine: Ticking): Promise<void> {
  const ages = await readQueueAges(spine.db)
  const telling = [...spine.connecting.catalogue.values()].filter(({ intake }) => intake).map(({ id }) => id)
  await inEach(spine, 'be watched', async tx => {
    const settings = await readSettings(tx, 'alerts', AlertSettings)
    await watchAccount(spine, tx, { settings, telling, ages: ages.get(tx.tenantId) ?? [] })
  })
}

async function tell(spine: Ticking, tx: Tx): Promise<void> {
  const { channel } = await readSettings(tx, 'alerts', AlertSettings)
  await passOn(spine, tx, { channel, ...(await readSettings(tx, 'notifications', ChannelSettings)) })
  await sendDigests(spine, tx)
}

// One account's failure keeps nobody else from it, and is this tick's in the end.
async function inEach(spine: Ticking, what: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  for (const tenantId of await tenants(spine))
    await spine.db.tenant(tenantId, work).catch((error: unknown) => void failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `Not every account could ${what}.`)
}

async function tenants(spine: Ticking): Promise<string[]> {
  const rows = await spine.db.across(tx => tx.query<{ id: string }>('select id from accounts order by id'))
  return rows.map(row => row.id)
}
