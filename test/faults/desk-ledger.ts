import { z } from 'zod'
import type { LedgerEntry } from '#sandbox/ledger.ts'
import type { World } from '../world.ts'

const Told = z.object({
  ticket: z.object({ subject: z.string(), status: z.string() }),
  change: z.object({ status: z.string().optional() }).optional(),
})

const told = (entry: LedgerEntry) => {
  const { ticket, change } = Told.parse(entry.details)
  return { order: ticket.subject.split(':', 1)[0] ?? '', status: change?.status }
}

/** The orders for which tickets were made, once for every ticket, sorted: what the helpdesk wrote down, whatever we believe. */
export function ticketed(shop: World): string[] {
  return shop.gorgias.ledger
    .entries({ kind: 'ticket.created' })
    .map(entry => told(entry).order)
    .toSorted()
}

/** The orders whose tickets were given a status, once for every time, sorted. */
export function moved(shop: World, status: 'open' | 'closed'): string[] {
  return shop.gorgias.ledger
    .entries({ kind: 'ticket.updated' })
    .map(told)
    .filter(one => one.status === status)
    .map(one => one.order)
    .toSorted()
}

/** Waits until no job is left, also none that waits for its time: then nothing more will be said by itself. */
export async function atRest(shop: World, seconds = 600): Promise<void> {
  const left = async (): Promise<number> => {
    const [row] = await shop.db.across(tx =>
      tx.query<{ n: number }>(
        `select (select count(*)::int from events where state = 'new') + count(*)::int as n from pgboss.job
          where state in ('created', 'retry', 'active') and name in ('work', 'actions')`,
      ),
    )
    return row?.n ?? 0
  }
  await shop.shopify.shop.webhooks.settled()
  await shop.until('no job is left', async () => (await left()) === 0, seconds)
}

/** How many of the account's outside writes are in one of these states. */
export async function writesIn(shop: World, ...states: readonly string[]): Promise<number> {
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>('select count(*)::int as n from intents where state = any($1)', [states]),
  )
  return row?.n ?? 0
}

/** How many of them have no end yet. */
export const openWrites = (shop: World): Promise<number> => writesIn(shop, 'waiting', 'sending', 'unknown')

/** How many of them have an end, known to us or laid before a person. */
export const ended = (shop: World): Promise<number> => writesIn(shop, 'succeeded', 'refused', 'needs_person')

/** The writes of which only a person can tell what became of them, with what is shown of each. */
export function parkedOf(shop: World): Promise<{ id: string; evidence: string }[]> {
  return shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`select id, coalesce(evidence, '') as evidence from intents where state = 'needs_person'`),
  )
}
