import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { keepTypes } from './keep-types.ts'

/** How test files are run: so many at once, with more of node's flags and environment, each reporter writing to its place. */
interface Run {
  readonly atOnce: number
  readonly reporters: Readonly<Record<string, string>>
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** After how many seconds a file that does not end has failed; never when left out. */
  readonly patienceSeconds?: number
}

/** Runs test files under node's own runner, which a signal to this process ends, too; its exit code. */
export async function runFiles(
  files: readonly string[],
  { atOnce, reporters, flags = [], env, patienceSeconds }: Run,
) {
  // Where reporters write.
  await mkdir('coverage', { recursive: true })
  const told = Object.entries(reporters).flatMap(([reporter, place]) => [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${place}`,
  ])
  const ender = new URL(`end-late.mjs?seconds=${patienceSeconds}`, import.meta.url).href
  const options = [keepTypes(), ...(patienceSeconds === undefined ? [] : [`--import=${ender}`])].join(' ')
  const runner = spawn(
    process.execPath,
    ['--test', `--test-concurrency=${atOnce}`, ...told, ...flags, ...files],
    { stdio: 'inherit', env: { ...process.env, ...env, NODE_OPTIONS: options } },
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
  return new Promise<number>(resolve => runner.once('exit', code => resolve(code ?? 1)))
}
