import { Option, type Command } from 'commander'
import { intentStates, listIntents, readIntent, shownIntent } from '#spine/actions/intent.ts'
import { settleIntent, type Settlement } from '#spine/actions/settle.ts'
import { undoIntent } from '#spine/actions/undo.ts'
import { readId, showId } from '#spine/ids.ts'
import type { Show } from './house.ts'
import { readJson } from './read-json.ts'
import { performed } from './words.ts'

/** `writes` and `undo`: what was done outside, what needs a person, and taking it back. */
export function writeCommands(program: Command, show: Show): void {
  const writes = program.command('writes').description('What was, or is to be, written outside.')
  writes
    .command('list')
    .description('The newest; with --state needs_person, those that wait for you.')
    .addOption(new Option('--state <state>', 'only these').choices(intentStates))
    .action(({ state }: { state?: string }) =>
      show('writes', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx =>
          listIntents(tx, { limit: 50, ...(state !== undefined && { state }) }),
        )
        return rows.map(row => ({
          id: showId('int', row.id),
          tool: row.tool,
          state: row.state,
          created: row.created_at,
          evidence: row.evidence,
        }))
      }),
    )
  writes
    .command('show <write>')
    .description('One outside write with its evidence.')
    .action((id: string) =>
      show('write', async house => {
        const { tenantId } = await house.owner()
        return shownIntent(await house.db.tenant(tenantId, tx => readIntent(tx, readId('int', id))))
      }),
    )
  writes
    .command('settle <write>')
    .description('Say what became of a write that needs a person.')
    .addOption(
      new Option('--outcome <outcome>', 'what became of it')
        .choices(['happened', 'did_not_happen', 'look_again'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <reason>', 'how you know')
    .option('--output <json>', 'for `happened`: what the platform would have answered, or @file')
    .action((id: string, said: { outcome: Settlement['outcome']; reason: string; output?: string }) =>
      show('settle', async house => {
        const settlement = {
          outcome: said.outcome,
          reason: said.reason,
          ...(said.output !== undefined && { output: await readJson(said.output) }),
        }
        return shownIntent(
          await settleIntent(house.spine, await house.owner(), readId('int', id), settlement),
        )
      }),
    )
  program
    .command('undo <write>')
    .description(
      'Take a write back; refused where it has changed since. What was not sent yet is called back.',
    )
    .action((id: string) =>
      show('undo', async house => {
        const done = await undoIntent(house.spine, await house.owner(), readId('int', id))
        return performed(done)
      }),
    )
}
