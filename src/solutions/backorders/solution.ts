import { orderFacts } from '#commerce/facts.ts'
import type { Fact } from '#spine/connections/intake.ts'
import type { Tx } from '#spine/database/database.ts'
import type { Heard } from '#spine/events/work.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { solution, type Work } from '#spine/solutions/solution.ts'
import { actions } from './actions.ts'
import { holdSettled } from './hold-work.ts'
import { holds } from './holds.ts'
import { moments } from './listing/moments.ts'
import { tallies } from './listing/tallies.ts'
import { judgeOrder } from './judge-order.ts'
import { enqueueJudges, enqueuePools, scanAll } from './look-again.ts'
import { Settings } from './settings.ts'
import { settled } from './tell.ts'
import { scanOrders } from './scan-orders.ts'
import { watchPool } from './watch-pool.ts'

const judge = async (desk: Desk, work: Work): Promise<void> => {
  await judgeOrder(desk, { ...placeOf(work), order: String(work.data['order']) })
}

const judgeHeard = (desk: Desk, tx: Tx, fact: Fact, heard: Heard): Promise<void> =>
  enqueueJudges(desk, tx, shopOf(heard), fact.subject)

const watchHeard = (desk: Desk, tx: Tx, fact: Fact, heard: Heard): Promise<void> =>
  enqueuePools(desk, tx, shopOf(heard), fact.subject)

const shopOf = ({ connectionId, connector }: Heard) => ({ connection: connectionId, connector })

/** Backorder watch: an order that stock cannot cover opens one ticket, is judged again as stock moves, and closes by itself. */
export const Backorders = solution({
  id: 'backorders',
  title: 'Backorder watch',
  says: 'Finds orders that stock cannot cover, tells the team once, and follows each to its end.',
  schema: ['schema', 'holding', 'migrations/told', 'migrations/lists', 'migrations/told-story'].map(
    name => new URL(`./${name}.sql`, import.meta.url),
  ),
  settings: Settings,
  hears: {
    ...Object.fromEntries(orderFacts.map(name => [name, judgeHeard])),
    'stock.changed': watchHeard,
  },
  works: {
    judge,
    judge_later: judge,
    pool: (desk, work) => watchPool(desk, { ...placeOf(work), item: String(work.data['item']) }),
    scan: (desk, work) => {
      const { cursor } = work.data
      return scanOrders(desk, { ...placeOf(work), cursor: typeof cursor === 'string' ? cursor : undefined })
    },
    scan_all: (desk, work) =>
      desk.db.tenant(work.tenantId, async tx => {
        const { isOn } = await readSettings(tx, 'backorders', Settings)
        if (isOn) await scanAll(desk, tx)
      }),
  },
  actions,
  holds,
  moments,
  tallies,
  settled: (desk, tx, end) =>
    /^(hold|release)_fulfillment$/.test(end.intent.action)
      ? holdSettled(desk, tx, end)
      : settled(desk, tx, end),
  recurring: settings => {
    const { scanCron, scanZone } = Settings.parse(settings)
    return [{ name: 'scan', cron: scanCron, zone: scanZone, job: 'scan_all' }]
  },
})

function placeOf(work: Work): { tenantId: string; connection: string; connector: string } {
  return {
    tenantId: work.tenantId,
    connection: String(work.data['connection']),
    connector: String(work.data['connector']),
  }
}
