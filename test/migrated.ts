import { readFile } from 'node:fs/promises'
import { migrate, spineMigrations, type Migration } from '#spine/database/migrations.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** All migrations of the spine and the solutions, in the order in which main.ts runs them. */
export async function allMigrations(): Promise<Migration[]> {
  const schema = new URL('../src/solutions/backorders/schema.sql', import.meta.url)
  return [...(await spineMigrations()), { name: 'backorders-0001', sql: await readFile(schema, 'utf8') }]
}

/** A fresh database with the whole schema. */
export function migratedDatabase(): Promise<TestDatabase> {
  return testDatabase(async url => migrate(url, await allMigrations()))
}
