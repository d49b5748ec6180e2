// Runs the fault tests (all, or those named), and holds the figures that they told against the promises.
import { spawn } from 'node:child_process'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { keepTypes } from '../test/runner/keep-types.ts'
import { isFull } from '../test/faults/seeded.ts'
import { verdicts } from '../test/faults/verdicts.ts'

/** Their figures are paces held against each other: they come last, when the soak is over. */
const comparing = new Set(['fairness', 'poison', 'sick-neighbour'])

const names = process.argv.slice(2)
const figuresFile = 'coverage/fault-figures'
const resultsFile = (lane: number) => `coverage/fault-results-${lane}`

const files: string[] = []
for await (const file of glob('test/faults/**/*.test.ts')) files.push(file)
const nameOf = (file: string) => basename(file, '.test.ts')
const unknown = names.filter(name => !files.some(file => nameOf(file) === name))
if (unknown.length > 0) {
  const known = files.map(nameOf).toSorted().join(' ')
  process.stderr.write(`There is no ${unknown.join(', ')}; there are: ${known}\n`)
  process.exit(2)
}
const chosen = names.length > 0 ? files.filter(file => names.includes(nameOf(file))) : files

await mkdir('coverage', { recursive: true })
await writeFile(figuresFile, '')
// The hour of the soak is mostly waiting, and the others run beside it, one at a time: more would disturb each other's figures. Quick
// ones tell nothing about time.
const soak = (file: string) => isFull && nameOf(file) === 'soak'
const lanes = [chosen.filter(file => !soak(file)), chosen.filter(soak)].filter(lane => lane.length > 0)
const codes = await Promise.all(
  lanes.map(async (lane, at) => {
    await rm(resultsFile(at), { force: true })
    return runLane(at, lane)
  }),
)

const sources = new Map<string, string>()
for (const file of chosen) sources.set(file, await readFile(file, 'utf8'))
const results = await Promise.all(lanes.map((_, at) => readFile(resultsFile(at), 'utf8').catch(() => '')))
const told = verdicts(
  await readFile(figuresFile, 'utf8'),
  results.join(''),
  file => (sources.get(file) ?? '').match(/\bP\d+\b/g) ?? [],
)
// Some of the tests say nothing about most of the promises.
const shown = names.length > 0 ? told.filter(one => one.verdict !== 'no figure') : told
for (const { promise, bar, figures, verdict } of shown) {
  process.stdout.write(`\n${promise.padEnd(4)}${verdict.toUpperCase()}\n    bar: ${bar}\n`)
  for (const says of figures) process.stdout.write(`    saw: ${says}\n`)
}
const broken = shown.filter(({ verdict }) => verdict !== 'holds').length
process.stdout.write(
  `\n${shown.length - broken} of ${shown.length} promises hold, at ${isFull ? 'full' : 'quick'} numbers.\n`,
)
const code = Math.max(...codes)
process.exitCode = code === 0 && isFull && broken > 0 ? 1 : code

async function runLane(at: number, lane: readonly string[]): Promise<number> {
  const reporters = { spec: 'stdout', './bin/fault-results.ts': resultsFile(at) }
  const flags = Object.entries(reporters).flatMap(([reporter, place]) => [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${place}`,
  ])
  const isLast = (file: string) => Number(comparing.has(nameOf(file)))
  const inTurn = lane.toSorted().toSorted((one, two) => isLast(one) - isLast(two))
  const runner = spawn(
    process.execPath,
    ['--test', `--test-concurrency=${isFull ? 1 : 4}`, ...flags, ...inTurn],
    {
      stdio: 'inherit',
      env: { ...process.env, FAULTS_FIGURES: figuresFile, NODE_OPTIONS: keepTypes() },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
  return new Promise(resolve => runner.once('exit', found => resolve(found ?? 1)))
}
