import type { z } from 'zod'
import { parseInput } from '../actions/tool.ts'
import type { Tx } from '../database/database.ts'

/** A solution's settings for the tenant: what was saved, over the defaults of the schema. */
export async function readSettings<S extends z.ZodObject>(
  tx: Tx,
  solution: string,
  schema: S,
): Promise<z.output<S>> {
  const [row] = await tx.query<{ settings: unknown }>('select settings from settings where solution = $1', [
    solution,
  ])
  return schema.parse(row?.settings ?? {})
}

/** Changes the given fields, parses the whole, and saves it. Returns what stands now. */
export async function changeSettings<S extends z.ZodObject>(
  tx: Tx,
  solution: string,
  schema: S,
  change: Readonly<Record<string, unknown>>,
): Promise<z.output<S>> {
  const [row] = await tx.query<{ settings: Record<string, unknown> }>(
    'select settings from settings where solution = $1 for update',
    [solution],
  )
  const wanted = { ...row?.settings, ...change }
  const settings = schema.parse(parseInput(schema, wanted))
  await tx.query(
    `insert into settings (tenant_id, solution, settings) values ($1, $2, $3)
     on conflict (tenant_id, solution) do update set settings = excluded.settings, changed_at = now()`,
    [tx.tenantId, solution, JSON.stringify(wanted)],
  )
  return settings
}
