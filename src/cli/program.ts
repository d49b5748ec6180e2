import { Command, CommanderError, Option } from 'commander'
import { isRefusal } from '#spine/refusal.ts'
import { type Role, roles } from '#spine/solutions/role.ts'
import { accessCommands } from './access-commands.ts'
import { actionCommands } from './action-commands.ts'
import { alertCommands } from './alerts/commands.ts'
import { approvalCommands } from './approval-commands.ts'
import { auditCommands } from './audit-commands.ts'
import { backupCommands } from './backup/commands.ts'
import { exportCommands } from './backup/export-commands.ts'
import { connectCommands } from './connect-commands.ts'
import { doctorCommand } from './doctor.ts'
import type { CliDeps, Show } from './house.ts'
import { policyCommands } from './policy/commands.ts'
import { recordCommands } from './record-commands.ts'
import { hookCommands } from './hooks/commands.ts'
import { inWords } from './words.ts'
import { privacyCommands } from './privacy/commands.ts'
import { writeCommands } from './write-commands.ts'

const exitCodes = `
Exit codes: 0 done · 1 failed · 2 wrong usage · 3 not permitted or not signed in · 4 a platform failed.
--json prints JSON instead of words, with every command.`

/** Runs one command and gives its exit code. */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<number> {
  let code = 0
  const program = new Command('storewright')
    .description('The operations desk behind a shop.')
    .option('--json', 'print JSON')
    .addHelpText('after', exitCodes)
  program.exitOverride().configureOutput({
    writeOut: text => deps.print(text.trimEnd()),
    writeErr: text => deps.warn(text.trimEnd()),
  })
  const isJson = () => program.opts<{ json?: boolean }>().json === true
  const tell = (found: unknown) => deps.print(isJson() ? JSON.stringify(found, null, 2) : inWords(found))
  const show: Show = async (_title, run) => {
    const house = await deps.open()
    try {
      tell(await run(house))
    } finally {
      await house.close()
    }
  }
  program
    .command('start')
    .description('Start the server and its workers.')
    .addOption(new Option('--role <role>', 'what this process does; ROLE when left out').choices(roles))
    .action(async ({ role }: { role?: Role }) => {
      code = await deps.start(role)
    })
  doctorCommand(program, deps, findings => {
    tell(findings)
    code = findings.every(finding => finding.good) ? 0 : 1
  })
  connectCommands(program, show, deps)
  backupCommands(program, tell, show, deps)
  exportCommands(program, tell, show, deps)
  recordCommands(program, show)
  auditCommands(program, show, deps)
  actionCommands(program, show)
  privacyCommands(program, show)
  writeCommands(program, show)
  approvalCommands(program, show)
  alertCommands(program, show)
  accessCommands(program, show)
  hookCommands(program, show)
  policyCommands(program, show, () => (code = 1))
  const { openapi } = deps
  if (openapi) {
    program
      .command('openapi')
      .description('Print the description of the REST door.')
      .action(async () => deps.print(JSON.stringify(await openapi(), null, 2)))
  }
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return codeOf(error, deps, isJson())
  }
}

function codeOf(error: unknown, deps: CliDeps, isJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (!isRefusal(error)) {
    const says = error instanceof Error ? error.message : String(error)
    deps.warn(isJson ? JSON.stringify({ error: { code: 'failed', says } }) : says)
    return 1
  }
  const { code, says, flaws } = error
  const lines = [says, ...flaws.map(flaw => `  ${flaw.pointer}: ${flaw.message}`)]
  deps.warn(isJson ? JSON.stringify({ error: { code, says, flaws } }) : lines.join('\n'))
  if (error.code === 'unauthenticated' || error.code === 'forbidden') return 3
  return error.code === 'unavailable' || error.code === 'unknown_outcome' || error.code === 'rate_limited'
    ? 4
    : 1
}
