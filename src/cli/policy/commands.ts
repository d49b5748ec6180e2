import { Argument, type Command } from 'commander'
import { letGoOn, listStops, stop } from '#spine/policies/kill-switches.ts'
import type { Stop } from '#spine/policies/question.ts'
import { standingOf } from '#spine/policies/standing.ts'
import { listPolicies, savePolicy } from '#spine/policies/store.ts'
import { policyInWords } from '#spine/policies/words.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Show } from '../house.ts'
import { readLimit } from '../limit.ts'
import { heldPolicy, readPolicy } from './files.ts'
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

function stopCommands(policy: Command, show: Show): void {
  const what = new Argument('<what>', 'what to stop').choices(['everything', 'writes', 'tool', 'actor'])
  policy
    .command('stops')
    .description('What is stopped.')
    .action(() => show('stops', async house => house.db.tenant((await house.owner()).tenantId, listStops)))
  policy
    .command('stop')
    .description('Stop everything, all writes, one tool or one actor, at once in every process.')
    .addArgument(what)
    .argument('[subject]', 'a tool’s name, or `member mem_…`, `key key_…`, `solution …`')
    .requiredOption('--because <words>', 'why, for those who are stopped')
    .action((which: Stop['what'], subject: string | undefined, { because }: { because: string }) =>
      show('stop', async house => {
        const operator = await house.owner()
        const wanted = { what: which, subject: subjectOf(which, subject), because }
        await house.db.tenant(operator.tenantId, tx => stop(tx, operator, wanted))
        return { stopped: `${which} ${wanted.subject}`.trimEnd() }
      }),
    )
  policy
    .command('go-on')
    .description('Let go on what was stopped.')
    .addArgument(what)
    .argument('[subject]', 'as it was stopped')
    .action((which: Stop['what'], subject: string | undefined) =>
      show('go-on', async house => {
        const operator = await house.owner()
        const wanted = { what: which, subject: subjectOf(which, subject) }
        await house.db.tenant(operator.tenantId, tx => letGoOn(tx, operator, wanted))
        return { goesOn: `${which} ${wanted.subject}`.trimEnd() }
      }),
    )
}

function subjectOf(what: Stop['what'], subject = ''): string {
  const isNamed = what === 'tool' || what === 'actor'
  if (isNamed !== (subject !== ''))
    throw new Refusal('invalid_input', isNamed ? `Say which ${what}.` : `${what} needs no name.`)
  return subject
}
