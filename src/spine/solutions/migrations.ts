import { readFile } from 'node:fs/promises'
import type { Migration } from '../database/migrations.ts'
import type { Solution } from './solution.ts'

/** The solutions' own migrations, which run after the spine's: `backorders-0001` and so on, by their place in the fact sheet. */
export async function solutionMigrations(solutions: readonly Solution[]): Promise<Migration[]> {
  const wanted = solutions.flatMap(({ id, schema }) =>
    schema.map(async (file, place) => ({
      name: `${id}-${String(place + 1).padStart(4, '0')}`,
      sql: await readFile(file, 'utf8'),
    })),
  )
  return Promise.all(wanted)
}
