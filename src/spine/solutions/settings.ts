import type { z } from 'zod'
import { parseInput } from '../actions/tool.ts'
import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'

/** Who changes settings, and upon which version of them, where they say so. */
export interface Change {
  readonly by: Pick<Actor, 'name'>
  readonly version?: number | undefined
}

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

/** The number of the settings that stand, 0 before the first change, and who made them so. */
export async function settingsVersion(
  tx: Tx,
  solution: string,
): Promise<{ version: number; changedBy: string | null }> {
  const [row] = await tx.query<{ version: number; changed_by: string | null }>(
    'select version, changed_by from settings where solution = $1',
    [solution],
  )
  return { version: row?.version ?? 0, changedBy: row?.changed_by ?? null }
}

/**
 * Changes the given fields, parses the whole, and saves it. Returns what stands now. Who names the version they saw is refused, `conflict`,
 * where another stands, and told field by field what came between.
 */
export async function changeSettings<S extends z.ZodObject>(
  tx: Tx,
  solution: string,
  schema: S,
  change: Readonly<Record<string, unknown>>,
  how?: Change,
): Promise<z.output<S>> {
  const [row] = await tx.query<{ settings: Record<string, unknown>; version: number }>(
    'select settings, version from settings where solution = $1 for update',
    [solution],
  )
  if (how?.version !== undefined && how.version !== (row?.version ?? 0))
    await refuseStale(tx, solution, schema, how.version)
  const wanted = { ...row?.settings, ...change }
  const settings = schema.parse(parseInput(schema, wanted))
  const [now] = await tx.query<{ version: number }>(
    `insert into settings (tenant_id, solution, settings, changed_by) values ($1, $2, $3, $4)
     on conflict (tenant_id, solution) do update set settings = excluded.settings, changed_at = now(),
       changed_by = excluded.changed_by, version = settings.version + 1
     returning version`,
    [tx.tenantId, solution, JSON.stringify(wanted), how?.by.name ?? null],
  )
  await tx.query(
    `insert into settings_versions (tenant_id, solution, version, settings, changed_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tx.tenantId, solution, now?.version ?? 1, JSON.stringify(wanted), how?.by.name ?? null],
  )
  return settings
}

async function refuseStale<S extends z.ZodObject>(
  tx: Tx,
  solution: string,
  schema: S,
  seen: number,
): Promise<never> {
  const rows = await tx.query<{ version: number; settings: unknown; changed_by: string | null }>(
    'select version, settings, changed_by from settings_versions where solution = $1 and version >= $2 order by version',
    [solution, seen],
  )
  const before: Record<string, unknown> = schema.parse(rows.find(row => row.version === seen)?.settings ?? {})
  const after: Record<string, unknown> = schema.parse(rows.at(-1)?.settings ?? {})
  const names = [...new Set(rows.filter(row => row.version > seen).map(row => row.changed_by ?? 'somebody'))]
  const who = names.join(', ') || 'somebody'
  const shown = (value: unknown) => JSON.stringify(value ?? null).slice(0, 300)
  throw new Refusal('conflict', `Changed by ${who} meanwhile: look at the difference, and save again.`, {
    flaws: Object.keys(after)
      .filter(name => shown(before[name]) !== shown(after[name]))
      .map(name => ({ pointer: `/${name}`, message: `${shown(before[name])} → ${shown(after[name])}` })),
  })
}
