// Runs the test files (all of them, or those named) under node's own runner, and writes coverage/totals and lcov.
import { glob } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { startEmbedded } from '../src/spine/database/embedded/start-embedded.ts'
import { runFiles } from '../test/runner/run-files.ts'
import { testFolder } from '../test/database.ts'

const named = process.argv.slice(2)
const isWhole = named.length === 0
const files = isWhole ? await findTests() : named
const coverage = [
  '--experimental-test-coverage',
  '--test-coverage-include=src/**',
  '--test-coverage-exclude=**/*.test.ts',
  '--test-coverage-exclude=**/testing/**',
]

// One database server for the whole run; each test file would start and stop its own otherwise.
const server = process.env['STOREWRIGHT_TEST_DATABASE_URL']
  ? undefined
  : await startEmbedded({ dataFolder: testFolder(), durable: false })
process.exitCode = await runFiles(files, {
  // Tests wait for sockets more than they compute: two more than the cores keep two cores busy.
  atOnce: availableParallelism() + 2,
  reporters: { './bin/report.ts': 'stdout', ...(isWhole && { lcov: 'coverage/lcov.info' }) },
  flags: isWhole ? coverage : [],
  // Many times what the longest takes on two cores beside others: it ends what hangs, not what is slow.
  patienceSeconds: 900,
})
await server?.stop()

async function findTests(): Promise<string[]> {
  const found: string[] = []
  const folders = '{src,sandbox,test,console,bench}'
  for await (const file of glob(`${folders}/**/*.test.ts`, { exclude: ['**/node_modules'] })) found.push(file)
  return spread(found.toSorted())
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
