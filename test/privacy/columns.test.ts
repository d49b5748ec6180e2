// A table may be on the map with "ids only", and later gain a column for words. Each such column was looked at by a person once.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Client } from 'pg'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { exportedTables, leftOut } from '#spine/export/tables.ts'
import { openDatabase } from '#spine/database/database.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { migratedDatabase } from '../migrated.ts'
import { reviewedColumns } from './reviewed-columns.ts'

const holds = holdsOf([Backorders, Orders])
const erased = new Set(holds.filter(({ customer, isCopy }) => customer ?? isCopy).map(({ table }) => table))

/** Columns that can hold words, of tables that nobody's erasure looks into. */
async function unlookedAt(plant = ''): Promise<string[]> {
  await using database = await migratedDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(plant)
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
      where c.table_schema = 'public' and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')
        and exists (select 1 from information_schema.columns t where t.table_schema = 'public'
                     and t.table_name = c.table_name and t.column_name = 'tenant_id')
      order by 1, 2`,
  )
  await client.end()
  return rows.filter(({ table }) => !erased.has(table)).map(({ table, column }) => `${table}.${column}`)
}

test('A45: no column for words lies where an erasure does not look, unless it was reviewed', async () => {
  assert.deepEqual(await unlookedAt(), reviewedColumns)
})

test('A45: a column that a table gains is noticed', async () => {
  const found = await unlookedAt('alter table hook_messages add column remark text')
  assert.deepEqual(
    found.filter(one => !reviewedColumns.includes(one)),
    ['hook_messages.remark'],
  )
})

test('A45: a table that export and map forget is missed by the export’s gate', async () => {
  await using database = await migratedDatabase()
  const db = openDatabase({ url: database.url })
  try {
    const fewer = holds.filter(({ table }) => table !== 'events')
    const tables = await db.tenant('00000000-0000-4000-8000-000000000000', tx => exportedTables(tx, fewer))
    const named = new Set([...tables.map(({ table }) => table), ...Object.keys(leftOut)])
    assert.deepEqual(
      [...new Set(holds.map(({ table }) => table))].filter(table => !named.has(table)),
      ['events'],
    )
  } finally {
    await db.close()
  }
})
