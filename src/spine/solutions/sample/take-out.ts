import { setTimeout as sleep } from 'node:timers/promises'
import { appendAudit } from '../../audit/append.ts'
import { erasePersonalWhere } from '../../audit/erase-personal.ts'
import { removeConnection } from '../../connections/list.ts'
import type { Tx } from '../../database/database.ts'
import type { Held } from '../../privacy/held.ts'
import { showId } from '../../ids.ts'
import { isRefusal, Refusal } from '../../refusal.ts'
import type { Actor } from '../../tenancy/actor.ts'
import { holdsOf } from '../holds.ts'
import type { Engine } from '../whole.ts'
import { sampleConnections } from './bring-in.ts'
import type { Practice } from './practice.ts'

/** How many rows went, by table; tables that lost none are left out. */
export type TakenOut = Readonly<Record<string, number>>

/** Records of what was done: nothing is ever taken out of these. */
const records = new Set(['audit', 'changes', 'hook_messages', 'hook_deliveries', 'hook_attempts'])

/** Writes to a simulated platform take milliseconds: one that takes longer is waited for no more. */
const patienceMs = 10_000

/**
 * Removes the simulated platforms with everything that came from them, in one transaction: what the map of held things calls a
 * shop's is deleted, and not only emptied as for a shop that asks. The audit keeps that it was there. What is being written to one of
 * them is waited for; throws Refusal `conflict` where that takes more than ten seconds.
 */
export async function takeSampleOut(engine: Engine, actor: Actor, practice: Practice): Promise<TakenOut> {
  for (const end = performance.now() + patienceMs; ; await sleep(100))
    try {
      return await takeOut(engine, actor, practice)
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'conflict' || performance.now() > end) throw error
    }
}

async function takeOut(engine: Engine, actor: Actor, practice: Practice): Promise<TakenOut> {
  const held = holdsOf(engine.solutions)
  const tables = [...new Set(held.map(({ table }) => table))].filter(table => !records.has(table))
  return engine.db.tenant(actor.tenantId, async tx => {
    const connections = await sampleConnections(tx, practice)
    if (connections.length === 0) throw new Refusal('not_found', 'There is no sample data here.')
    const before = await countAll(tx, tables)
    const named = await namedThings(tx)
    for (const { id } of connections) {
      await refuseWhileSending(tx, held, id)
      await forgetNotifications(tx, held, id)
      for (const one of held) await deleteRows(tx, one, id)
      await removeConnection(tx, id)
    }
    const left = new Set(await namedThings(tx))
    await forgetNamed(tx, [
      ...named.filter(name => !left.has(name)),
      ...connections.map(({ id }) => showId('conn', id)),
    ])
    const after = await countAll(tx, tables)
    const gone = Object.fromEntries(
      tables.flatMap(table => {
        const count = (before.get(table) ?? 0) - (after.get(table) ?? 0)
        return count > 0 ? [[table, count]] : []
      }),
    )
    await appendAudit(tx, {
      actor: `${actor.kind} ${actor.id}`,
      via: actor.via,
      deed: 'sample.removed',
      subject: connections.map(({ id }) => `connection ${id}`).join(', '),
      outcome: 'succeeded',
      details: { gone },
    })
    return gone
  })
}

async function countAll(tx: Tx, tables: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const table of tables) {
    const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    counts.set(table, row?.n ?? 0)
  }
  return counts
}

async function refuseWhileSending(tx: Tx, held: readonly Held[], connection: string): Promise<void> {
  for (const { table, shop } of held) {
    if (table !== 'intents' || !shop) continue
    const found = await tx.query(
      `select 1 as one from intents where (${shop.where}) and state = 'sending' limit 1`,
      [connection],
    )
    if (found.length > 0)
      throw new Refusal('conflict', 'Something is being written there at this moment: try again shortly.', {
        retryAfterSeconds: 5,
      })
  }
}

/** What notifications name of the solutions' things that people can look for: cases and orders that are still there. */
async function namedThings(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select distinct value as name from notifications n, jsonb_each_text(n.about)
      where value ~ '^[a-z]+_[0-9a-f]{32}$'
        and exists (select from words w where w.kind = split_part(value, '_', 1) and w.id = split_part(value, '_', 2)::uuid)`,
  )
  return rows.map(({ name }) => name)
}

async function forgetNamed(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.query(
    'delete from notifications n where exists (select from jsonb_each_text(n.about) where value = any ($1))',
    [names],
  )
  await tx.query(`delete from alerts where split_part(subject, ' ', 1) = any ($1)`, [names])
}

// Of writes and approvals, whose rows are found by their connection.
async function forgetNotifications(tx: Tx, held: readonly Held[], connection: string): Promise<void> {
  const shown = (prefix: string, id: string) => `'${prefix}_' || replace(${id}::text, '-', '')`
  const writes = held.flatMap(({ table, shop }) => (table === 'intents' && shop ? [`(${shop.where})`] : []))
  await tx.query(
    `with gone as (
       select ${shown('int', 'intents.id')} as name from intents where ${writes.join(' or ')}
       union select ${shown('apr', 'approvals.id')} from approvals
         where intent_id in (select id from intents where ${writes.join(' or ')})
     )
     delete from notifications n where exists (
       select from jsonb_each_text(n.about) part where part.value in (select name from gone))`,
    [connection],
  )
}

async function deleteRows(tx: Tx, { table, shop }: Held, connection: string): Promise<void> {
  if (!shop) return
  if (table === 'audit_personal')
    await erasePersonalWhere(tx, { actor: 'system', via: 'job' }, shop.where, connection)
  else await tx.query(`delete from ${table} where ${shop.where}`, [connection])
}
