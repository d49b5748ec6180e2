import { Command, CommanderError } from 'commander'
import { isRefusal } from '#spine/refusal.ts'
import { accessCommands } from './access-commands.ts'
import { actionCommands } from './action-commands.ts'
import { connectCommands } from './connect-commands.ts'
import { doctorCommand } from './doctor.ts'
import type { CliDeps, Show } from './house.ts'
import { recordCommands } from './record-commands.ts'

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
  const show: Show = async (_title, run) => {
    const house = await deps.open()
    try {
      const found = await run(house)
      deps.print(
        program.opts<{ json?: boolean }>().json === true ? JSON.stringify(found, null, 2) : inWords(found),
      )
    } finally {
      await house.close()
    }
  }
  program
    .command('start')
    .description('Start the server and its workers.')
    .action(async () => {
      code = await deps.start()
    })
  doctorCommand(program, show, failed => {
    code = failed > 0 ? 1 : 0
  })
  connectCommands(program, show, deps)
  recordCommands(program, show)
  actionCommands(program, show)
  accessCommands(program, show)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return codeOf(error, deps)
  }
}

function codeOf(error: unknown, deps: CliDeps): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (!isRefusal(error)) {
    deps.warn(error instanceof Error ? error.message : String(error))
    return 1
  }
  deps.warn([error.says, ...error.flaws.map(flaw => `  ${flaw.pointer}: ${flaw.message}`)].join('\n'))
  if (error.code === 'unauthenticated' || error.code === 'forbidden') return 3
  return error.code === 'unavailable' || error.code === 'unknown_outcome' || error.code === 'rate_limited'
    ? 4
    : 1
}

/** Plain words: a list as a table, an object as lines. */
function inWords(found: unknown): string {
  if (Array.isArray(found)) return found.length === 0 ? 'Nothing.' : table(found)
  if (typeof found !== 'object' || found === null) return String(found)
  return Object.entries(found)
    .map(([name, value]) => `${name}: ${cell(value)}`)
    .join('\n')
}

const widest = 60

function table(rows: readonly unknown[]): string {
  const names = Object.keys(Object.assign({}, rows[0]))
  const lines = [
    names,
    ...rows.map(row =>
      names.map(name => cell(typeof row === 'object' && row !== null ? Reflect.get(row, name) : row)),
    ),
  ]
  const last = names.length - 1
  const widths = names.map((_, at) => Math.min(widest, Math.max(...lines.map(line => line[at]?.length ?? 0))))
  // The last column may be as long as it likes; nothing stands behind it.
  const fit = (text: string, at: number) =>
    at === last ? text : text.slice(0, widest).padEnd(widths[at] ?? 0)
  return lines.map(line => line.map(fit).join('  ').trimEnd()).join('\n')
}

function cell(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
