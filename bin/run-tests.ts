// Runs the test files (all of them, or those named) under node's own runner, and writes coverage/totals and lcov.
import { spawn } from 'node:child_process'
import { glob } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { startEmbedded } from '../src/spine/database/embedded/start-embedded.ts'
import { keepTypes } from '../test/runner/keep-types.ts'
import { testFolder } from '../test/database.ts'

// Whole installs that are struck for minutes: `bin/faults --quick` runs them, and so does whoever names them.
const ofItsOwn = /^test\/faults\/(nemesis\/(?!facts)|machine\/)/

const named = process.argv.slice(2)
const files = named.length > 0 ? named : await findTests()
const reporters = { './bin/report.ts': 'stdout' }
const coverage = [
  '--experimental-test-coverage',
  '--test-coverage-include=src/**',
  '--test-coverage-exclude=**/*.test.ts',
  '--test-coverage-exclude=**/testing/**',
]
const flags = [
  '--test',
  // Tests wait for sockets more than they compute: two more than the cores keep two cores busy.
  `--test-concurrency=${availableParallelism() + 2}`,
  ...reportTo(reporters),
  ...(named.length > 0 ? [] : [...coverage, ...reportTo({ lcov: 'coverage/lcov.info' })]),
]

// One database server for the whole run; each test file would start and stop its own otherwise.
const server = process.env['STOREWRIGHT_TEST_DATABASE_URL']
  ? undefined
  : await startEmbedded({ dataFolder: testFolder(), durable: false })
const runner = spawn(process.execPath, [...flags, ...files], {
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: keepTypes() },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
process.exitCode = await new Promise<number>(resolve => runner.once('exit', code => resolve(code ?? 1)))
await server?.stop()

function reportTo(to: Record<string, string>): string[] {
  return Object.entries(to).flatMap(([reporter, place]) => [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${place}`,
  ])
}

async function findTests(): Promise<string[]> {
  const found: string[] = []
  const folders = '{src,sandbox,test,console,widget,bench}'
  for await (const file of glob(`${folders}/**/*.test.ts`, { exclude: ['**/node_modules'] })) found.push(file)
  return spread(found.filter(file => !ofItsOwn.test(file)).toSorted())
}

/** Some kinds wait for most of their time, others compute: each kind is spread over the whole run, so that they share the cores. */
function spread(found: readonly string[]): string[] {
  const kinds = Object.values(
    Object.groupBy(found, file => /^test\/(faults|browser)\//.exec(file)?.[1] ?? 'other'),
  )
  return kinds
    .flatMap((files = []) => files.map((file, at) => ({ file, at: at / files.length })))
    .toSorted((one, two) => one.at - two.at)
    .map(({ file }) => file)
}
