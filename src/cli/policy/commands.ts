import type { Command } from 'commander'
import { standingOf } from '#spine/policies/standing.ts'
import { listPolicies, savePolicy } from '#spine/policies/store.ts'
import { policyInWords } from '#spine/policies/words.ts'
import type { Show } from '../house.ts'
import { readLimit } from '../limit.ts'
import { heldPolicy, readPolicy } from './files.ts'
import { stopCommands } from './stop-commands.ts'
import { testCommand } from './test-command.ts'

/** `policy`: what may be done, what is stopped, and trying it before it holds. */
export function policyCommands(program: Command, show: Show, fail: () => void): void {
  const policy = program.command('policy').description('What may be done at once, and what waits for people.')
  policy
    .command('list')
    .description('The versions, newest first.')
    .option('--limit <number>', 'how many', readLimit, 50)
    .action(({ limit }: { limit: number }) =>
      show('policies', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx => listPolicies(tx, { limit }))
        return rows.map(({ version, made_at, made_by, made_via, reason }) => ({
          version,
          made: made_at,
          by: made_by,
          via: made_via,
          reason,
        }))
      }),
    )
  policy
    .command('show')
    .description('The policy that holds, in words; as data with --data.')
    .option('--data', 'the policy itself, to change and give to `policy set`')
    .action(({ data }: { data?: boolean }) =>
      show('policy', async house => {
        const held = await heldPolicy(house)
        return data ? JSON.stringify(held, null, 2) : policyInWords(held)
      }),
    )
  policy
    .command('set <file>')
    .description('Make the JSON in a file the policy from now on.')
    .requiredOption('--reason <words>', 'why, for those who come later')
    .action((file: string, { reason }: { reason: string }) =>
      show('set', async house => {
        const wanted = await readPolicy(file)
        const operator = await house.owner()
        return house.db.tenant(operator.tenantId, async tx => {
          const { version } = await standingOf(tx)
          const made = await savePolicy(tx, operator, { policy: wanted, from: version, reason })
          return { version: made.version, says: 'It holds from now on.' }
        })
      }),
    )
  testCommand(policy, show, fail)
  stopCommands(policy, show)
}
