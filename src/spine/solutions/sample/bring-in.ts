import { perform } from '../../actions/perform.ts'
import { connect } from '../../connections/connect.ts'
import type { Tx } from '../../database/database.ts'
import { showId } from '../../ids.ts'
import { isRefusal } from '../../refusal.ts'
import { systemActor, type Actor } from '../../tenancy/actor.ts'
import type { Engine } from '../whole.ts'
import type { Practice } from './practice.ts'

/** The connections to this install's simulated platforms, and no other: only the composition root gives an origin. */
export function sampleConnections(
  tx: Tx,
  { offers }: Pick<Practice, 'offers'>,
): Promise<{ id: string; connector: string; title: string }[]> {
  return tx.query(
    `select c.id, c.connector, c.title from connections c
       join unnest($1::text[], $2::text[]) as offer (connector, origin) using (connector, origin)
      order by c.created_at, c.id`,
    [offers.map(({ connector }) => connector), offers.map(({ origin }) => origin ?? null)],
  )
}

/** What came in. */
export interface BroughtIn {
  readonly orders: number
  /** What waits for approval. */
  readonly wishes: number
}

/**
 * Connects the simulated platforms and fills them with some weeks of a small shop. From there on everything goes the way that it
 * goes with a real one: webhooks, judgements, tickets; refunds that customers want wait for a person.
 */
export async function bringSampleIn(engine: Engine, actor: Actor, practice: Practice): Promise<BroughtIn> {
  for (const offer of practice.offers) await connect(engine.connecting, actor, offer)
  const asker = { ...systemActor(actor.tenantId, actor.via), id: 'sample', name: 'Sample data' }
  const orders = practice.hasSample() ? await lookAgain(engine, asker) : practice.placeSample()
  const [shop] = await engine.db.tenant(actor.tenantId, async tx =>
    (await sampleConnections(tx, practice)).filter(({ connector }) => connector === 'shopify'),
  )
  let wishes = 0
  for (const { order, minor, currency, note } of shop ? practice.wantedBack() : []) {
    const input = {
      connection: showId('conn', shop?.id ?? ''),
      order,
      amount: { minor, currency },
      note,
      reference: `sample ${order}`,
    }
    const done = await perform(engine, asker, { tool: 'shopify.refund_order', input }).catch(refusedToo)
    if (done?.is === 'waiting_for_approval') wishes += 1
  }
  return { orders, wishes }
}

// They were placed before: what lies at the shop is read as it is read of any shop that is connected with its past.
async function lookAgain(engine: Engine, asker: Actor): Promise<number> {
  for (const tool of ['orders.fill_orders', 'backorders.scan_orders'])
    if (engine.registry.has(tool)) await perform(engine, asker, { tool, input: {} })
  return 0
}

// What was paid back by an earlier sample is not wished again.
function refusedToo(error: unknown): undefined {
  if (!isRefusal(error)) throw error
}
