import { readFile } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import { listIntents, readIntent } from '#spine/actions/intent.ts'
import { perform } from '#spine/actions/perform.ts'
import { readId, showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Show } from './house.ts'

/** `actions`: what can be done, doing it, and what became of it. */
export function actionCommands(program: Command, show: Show): void {
  const actions = program.command('actions').description('What can be done, and what was done.')
  actions
    .command('list')
    .description('All actions.')
    .action(() =>
      show('actions', house =>
        Promise.resolve(
          [...house.spine.registry.values()].map(tool => ({
            name: tool.name,
            risk: tool.action.risk,
            says: tool.action.says,
          })),
        ),
      ),
    )
  actions
    .command('run <tool>')
    .description('Perform an action.')
    .option('--input <json>', 'the input as JSON, or @file', '{}')
    .option('--key <key>', 'your own name of the deed: the same key never acts twice')
    .action((tool: string, { input, key }: { input: string; key?: string }) =>
      show('run', async house => {
        const done = await perform(house.spine, await house.owner(), {
          tool,
          input: await readInput(input),
          ...(key !== undefined && { key }),
        })
        return done.is === 'done' ? done.output : { waiting: done.approval, says: done.says }
      }),
    )
  actions
    .command('show <intent>')
    .description('One outside write with its evidence.')
    .action((id: string) =>
      show('intent', async house => {
        const { tenantId } = await house.owner()
        const { input_hash: _hash, ...intent } = await house.db.tenant(tenantId, tx =>
          readIntent(tx, readId('int', id)),
        )
        return { ...intent, id: showId('int', intent.id) }
      }),
    )
  actions
    .command('recent')
    .description('The newest outside writes.')
    .addOption(
      new Option('--state <state>', 'only these').choices([
        'waiting',
        'sending',
        'unknown',
        'succeeded',
        'refused',
        'needs_person',
      ]),
    )
    .action(({ state }: { state?: string }) =>
      show('intents', async house => {
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
}

async function readInput(text: string): Promise<unknown> {
  const json = text.startsWith('@') ? await readFile(text.slice(1), 'utf8') : text
  try {
    return JSON.parse(json)
  } catch {
    throw new Refusal('invalid_input', 'The input is no JSON.')
  }
}
