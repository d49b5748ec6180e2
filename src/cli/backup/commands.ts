import type { Command } from 'commander'
import { checkRestored, type Checked } from '#spine/backup/check.ts'
import type { Manifest } from '#spine/backup/manifest.ts'
import { declareRestore } from '#spine/backup/notice-restore.ts'
import { restoreBackup } from '#spine/backup/restore-backup.ts'
import { takeBackup, type Install } from '#spine/backup/take-backup.ts'
import { Refusal } from '#spine/refusal.ts'
import type { CliDeps, Show } from '../house.ts'

/** `backup` and `restore`: the whole install, to a folder and back. */
export function backupCommands(
  program: Command,
  tell: (found: unknown) => void,
  show: Show,
  deps: CliDeps,
): void {
  program
    .command('backup')
    .argument('<folder>', 'an empty or missing folder')
    .description(
      'Take a backup of this install while it runs. The keys that open its credentials are NOT in it.',
    )
    .option('--with-keys', 'put the keys in, too: whoever has the backup then has every credential')
    .action(async (folder: string, { withKeys }: { withKeys?: boolean }) => {
      const manifest = await takeBackup(installOf(deps), folder, { withKeys: withKeys ?? false })
      tell({ folder, ...taken(manifest), keys: wordsOfKeys(manifest) })
    })
  program
    .command('restore')
    .argument('<folder>', 'what backup wrote')
    .description('Restore a backup into an empty install. What was under way is looked up before it is sent.')
    .action(async (folder: string) => {
      const manifest = await restoreBackup(installOf(deps), folder)
      let checked: Checked | undefined
      await show('restore', async house => {
        checked = await checkRestored(house.connecting, house.spine.anchoring, manifest)
        return { ...taken(manifest), ...checked }
      })
      if (checked && checked.audit !== 'whole')
        throw new Refusal('conflict', `It was restored, but its audit ${checked.audit}.`)
      if (checked && checked.unopened > 0)
        throw new Refusal(
          'conflict',
          `It was restored, but ${checked.unopened} of ${checked.credentials} credentials do not open: put the keys ${manifest.keys.join(', ')} in place (secret.key in STOREWRIGHT_DATA, or SECRET_KEYS).`,
        )
    })
  program
    .command('restored')
    .requiredOption('--taken-at <time>', 'as of when, such as 2026-11-21T08:00Z')
    .description('Say that this database is a copy by other means (a snapshot), before it is started.')
    .action(({ takenAt }: { takenAt: string }) =>
      show('restored', house => declareRestore(house.db, timeOf(takenAt))),
    )
}

function timeOf(text: string): Date {
  const time = new Date(text)
  if (!(time.getTime() < Date.now())) throw new Refusal('invalid_input', `${text} is no time that has been.`)
  return time
}

function taken({ takenAt, method, files, audit }: Manifest): Record<string, unknown> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { takenAt, method, files: files.length, bytes, auditRecords: audit }
}

function wordsOfKeys({ hasKeys, keys }: Manifest): string {
  return hasKeys
    ? 'In this backup, in the folder keys: keep it as you would keep them.'
    : `Not in this backup. Without ${keys.join(', ')} no credential in it opens: keep secret.key and audit.key of STOREWRIGHT_DATA (or SECRET_KEYS and AUDIT_KEYS) elsewhere.`
}

function installOf({ install }: CliDeps): Install {
  if (!install) throw new Refusal('unsupported', 'This cannot be backed up from here.')
  return install
}
