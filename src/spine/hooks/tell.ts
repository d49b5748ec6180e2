import { randomUUID } from 'node:crypto'
import { nextId } from '../ids.ts'
import type { Tx } from '../database/database.ts'
import { testType, type HookType } from './types.ts'

/** Ids as people see them (`case_…`), and words of ours; never anything of a person. */
export type Told = Readonly<Record<string, string>>

/**
 * Tells the team's own pages and the hooks that asked for it, in the transaction of what happened: it is told if and only if that
 * commits.
 */
export async function tellHooks(tx: Tx, type: HookType, told: Told): Promise<void> {
  await tx.query('insert into notifications (tenant_id, id, kind, about) values ($1, $2, $3, $4)', [
    tx.tenantId,
    nextId(),
    type,
    JSON.stringify(told),
  ])
  await put(tx, type, told, `(types = '{}' or $3::text = any(types))`)
}

/** A message of no meaning, to one hook. Gives the delivery's uuid; undefined where the hook is off or unknown. */
export function tellTest(tx: Tx, hookId: string): Promise<string | undefined> {
  return put(tx, testType, {}, 'id = $5::uuid', [hookId])
}

async function put(
  tx: Tx,
  type: string,
  told: Told,
  where: string,
  more: readonly unknown[] = [],
): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>(
    `with listening as (select id from hooks where is_enabled and ${where}),
     message as (
       insert into hook_messages (tenant_id, id, type, body)
       select $1::uuid, $2::uuid, $3::text, '{"type":' || to_json($3::text) || ',"timestamp":"' ||
         to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","data":' || $4::text || '}'
        where exists (select from listening)
       returning id
     )
     insert into hook_deliveries (tenant_id, id, hook_id, message_id)
     select $1::uuid, gen_random_uuid(), listening.id, message.id from listening, message returning id`,
    [tx.tenantId, randomUUID(), type, JSON.stringify(told), ...more],
  )
  return rows[0]?.id
}
