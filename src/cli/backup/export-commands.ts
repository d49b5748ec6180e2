import type { Command } from 'commander'
import { exportAccount } from '#spine/export/export-account.ts'
import { importAccount } from '#spine/export/import-account.ts'
import type { ExportManifest } from '#spine/export/manifest.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import type { CliDeps, Show } from '../house.ts'

/** `export` and `import`: one account, as files that anybody can read. */
export function exportCommands(
  program: Command,
  tell: (found: unknown) => void,
  show: Show,
  deps: CliDeps,
): void {
  program
    .command('export')
    .argument('<folder>', 'an empty or missing folder')
    .description('Write all that is kept of the account as NDJSON, without secrets.')
    .action((folder: string) =>
      show('export', async house => {
        const { tenantId } = await house.owner()
        return summary(await exportAccount(house.db, tenantId, folder, holdsOf(house.spine.solutions)))
      }),
    )
  program
    .command('import')
    .argument('<folder>', 'what export wrote')
    .description(
      'Read an export into an install without any account. Connect its platforms again before you start.',
    )
    .action(async (folder: string) => {
      const house = await deps.open({ isBare: true })
      try {
        const { db, add } = { db: house.db, add: house.spine.add }
        tell(summary(await importAccount({ db, add }, folder, holdsOf(house.spine.solutions))))
      } finally {
        await house.close()
      }
    })
}

function summary({ account, takenAt, schema, tables, leftOut }: ExportManifest): Record<string, unknown> {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return { account, takenAt, schema, tables: tables.length, rows, leftOut: Object.keys(leftOut) }
}
