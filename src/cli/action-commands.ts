import type { Command } from 'commander'
import { perform } from '#spine/actions/perform.ts'
import type { Show } from './house.ts'
import { readJson } from './read-json.ts'
import { performed } from './words.ts'

/** `actions`: what can be done, and doing it. */
export function actionCommands(program: Command, show: Show): void {
  const actions = program.command('actions').description('What can be done.')
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
          input: await readJson(input),
          ...(key !== undefined && { key }),
        })
        return performed(done)
      }),
    )
}
