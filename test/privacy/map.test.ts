import assert from 'node:assert/strict'
import test from 'node:test'
import { Client } from 'pg'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { migratedDatabase } from '../migrated.ts'

async function tables(plant = ''): Promise<string[]> {
  await using database = await migratedDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(plant)
  const found = await client.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
  )
  await client.end()
  return found.rows.map(({ name }) => name)
}

const mapped = [...new Set(holdsOf([Backorders, Orders]).map(({ table }) => table))].toSorted()

test('A45: every table of a tenant is on the map of what is held of people, and nothing else is', async () => {
  assert.deepEqual(await tables(), mapped)
})

test('A45: a table that is not on the map is found', async () => {
  const found = await tables('create table planted (tenant_id uuid)')
  assert.deepEqual(
    found.filter(name => !mapped.includes(name)),
    ['planted'],
  )
})
