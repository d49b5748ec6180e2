import { migrate, spineMigrations, type Migration } from '#spine/database/migrations.ts'
import { solutionMigrations } from '#spine/solutions/migrations.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** All migrations of the spine and the solutions, in the order in which a start runs them. */
export async function allMigrations(): Promise<Migration[]> {
  return [...(await spineMigrations()), ...(await solutionMigrations([Backorders, Orders]))]
}

/** A fresh database with the whole schema. */
export function migratedDatabase(): Promise<TestDatabase> {
  return testDatabase(async url => migrate(url, await allMigrations()))
}
