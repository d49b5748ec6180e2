import { Argument, type Command } from 'commander'
import { letGoOn, listStops, stop } from '#spine/policies/kill-switches.ts'
import type { Stop } from '#spine/policies/question.ts'
import { Refusal } from '#spine/refusal.ts'
import { systemActor, type Actor } from '#spine/tenancy/actor.ts'
import type { CliHouse, Show } from '../house.ts'

interface Where {
  readonly everyAccount?: boolean
}

const everywhere = ['--every-account', 'in every account that this install has now'] as const

/** `policy stop`, `stops` and `go-on`. */
export function stopCommands(policy: Command, show: Show): void {
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
    .option(...everywhere)
    .action((which: Stop['what'], subject: string | undefined, options: Where & { because: string }) =>
      show('stop', async house => {
        const wanted = { what: which, subject: subjectOf(which, subject), because: options.because }
        const operators = await operatorsOf(house, options)
        for (const one of operators) await house.db.tenant(one.tenantId, tx => stop(tx, one, wanted))
        return { stopped: `${which} ${wanted.subject}`.trimEnd(), accounts: operators.length }
      }),
    )
  policy
    .command('go-on')
    .description('Let go on what was stopped.')
    .addArgument(what)
    .argument('[subject]', 'as it was stopped')
    .option(...everywhere)
    .action((which: Stop['what'], subject: string | undefined, options: Where) =>
      show('go-on', async house => {
        const wanted = { what: which, subject: subjectOf(which, subject) }
        const operators = await operatorsOf(house, options)
        for (const one of operators) await house.db.tenant(one.tenantId, tx => letGoOn(tx, one, wanted))
        return { goesOn: `${which} ${wanted.subject}`.trimEnd(), accounts: operators.length }
      }),
    )
}

async function operatorsOf(house: CliHouse, { everyAccount }: Where): Promise<Actor[]> {
  if (!everyAccount) return [await house.owner()]
  const accounts = await house.db.across(tx =>
    tx.query<{ id: string }>('select id from accounts order by id'),
  )
  return accounts.map(({ id }) => systemActor(id, 'cli'))
}

function subjectOf(what: Stop['what'], subject = ''): string {
  const isNamed = what === 'tool' || what === 'actor'
  if (isNamed !== (subject !== ''))
    throw new Refusal('invalid_input', isNamed ? `Say which ${what}.` : `${what} needs no name.`)
  return subject
}
