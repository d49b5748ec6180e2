import assert from 'node:assert/strict'
import { scanForGaps } from '#spine/events/gap-scan.ts'
import { listDeadJobs } from '#spine/jobs/dead.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import type { World } from '../../world.ts'
import { atRest, moved, ticketed } from '../desk-ledger.ts'
import { booksOf, lostOf, orderOf } from './facts.ts'

/** What a whole run came to, once nothing moved any more. */
export interface Account {
  /** Webhooks of orders that were answered with 2xx. */
  readonly acknowledged: number
  /** Of these, the event ids of those whose fact was not in our books when we answered, or is not done. */
  readonly lost: readonly string[]
  /** Orders acknowledged and never judged. */
  readonly unjudged: readonly string[]
  readonly tickets: readonly string[]
  readonly closed: readonly string[]
  /** What a person has to look at: parked events, dead jobs, writes nobody can tell the end of. */
  readonly parked: readonly string[]
  /** How many tickets were made and closed by the word of the audit. */
  readonly audited: { readonly made: number; readonly closed: number }
  readonly audit: string
}

/** Waits until nothing is left to do, looks for what the shop could not tell us, and makes the account. */
export async function accountOf(shop: World, seconds = 300): Promise<Account> {
  // What could not be delivered at all is found by scans that run by themselves: every 15 minutes by one of what changed, which also
  // restores lost subscriptions, and every hour by one of all open orders, whose stock may have moved unheard.
  await atRest(shop, seconds)
  await scanForGaps(shop.engine.connecting, shop.owner.tenantId, shop.shopConnection)
  if (isStockUnheard(shop)) await shop.act('backorders.scan_orders', {})
  await atRest(shop, seconds)
  const { tenantId } = shop.owner
  const rows = await shop.db.tenant(tenantId, async tx => ({
    books: await booksOf(tx),
    judged: await tx.query<{ order_id: string }>(
      'select order_id from backorder_cases where order_updated_at is not null',
    ),
    parked: await tx.query<{ is: string }>(
      `select 'event ' || topic || ': ' || coalesce(reason, '') as is from events where state = 'parked'
       union all select 'write ' || tool || ': ' || coalesce(evidence, '') from intents where state = 'needs_person'`,
    ),
    dead: await listDeadJobs(tx, { limit: 100 }),
    audited: await tx.query<{ made: number; closed: number }>(
      `select count(*) filter (where deed like '%create_ticket')::int as made,
              count(*) filter (where deed like '%close_ticket')::int as closed
         from audit where outcome like 'succeeded%'`,
    ),
  }))
  const verdict = await verifyAudit(shop.db, tenantId)
  const judged = new Set(rows.judged.map(row => row.order_id))
  const told = shop.shopify.shop.webhooks.deliveries.filter(
    // Two levels of one second are one fact to us, so only what is told of orders must be there one by one.
    ({ status, topic }) => status >= 200 && status < 300 && !topic.startsWith('inventory_levels/'),
  )
  const placed = new Set(told.filter(one => one.topic === 'orders/create').map(one => orderOf(one.body)))
  return {
    acknowledged: told.length,
    lost: lostOf(told, rows.books),
    unjudged: [...placed].filter(id => !judged.has(id)),
    tickets: ticketed(shop),
    closed: moved(shop, 'closed'),
    parked: [...rows.parked.map(row => row.is), ...rows.dead.map(job => `job ${job.queue}: ${job.reason}`)],
    audited: rows.audited[0] ?? { made: 0, closed: 0 },
    audit: verdict.isWhole ? 'whole' : verdict.says,
  }
}

/** Fails unless each of these orders has its one ticket, closed if it should be, and nothing acknowledged is missing anywhere. */
export function agree(
  account: Account,
  short: readonly string[],
  { areClosed }: { areClosed: boolean },
): void {
  const { lost, unjudged, tickets, closed, audit, parked, audited } = account
  assert.deepEqual({ lost, unjudged, audit, parked }, { lost: [], unjudged: [], audit: 'whole', parked: [] })
  assert.deepEqual(tickets, short.toSorted())
  if (areClosed) assert.deepEqual(closed, short.toSorted())
  assert.deepEqual(audited, { made: tickets.length, closed: closed.length }, 'the audit says otherwise')
}

function isStockUnheard({ shopify }: World): boolean {
  return shopify.shop.webhooks.deliveries.some(
    ({ topic, state }) => topic.startsWith('inventory_levels/') && state !== 'delivered',
  )
}
