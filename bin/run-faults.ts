// Runs the fault tests (all, or those named), and holds the figures that they told against the promises.
import { spawn } from 'node:child_process'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { keepTypes } from '../test/runner/keep-types.ts'
import { isFull } from '../test/faults/seeded.ts'
import { verdicts } from '../test/faults/verdicts.ts'

const names = process.argv.slice(2)
const [figuresFile, resultsFile] = ['coverage/fault-figures', 'coverage/fault-results']

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
await rm(resultsFile, { force: true })
await writeFile(figuresFile, '')
const reporters = { spec: 'stdout', './bin/fault-results.ts': resultsFile }
const flags = Object.entries(reporters).flatMap(([reporter, place]) => [
  `--test-reporter=${reporter}`,
  `--test-reporter-destination=${place}`,
])
// Quick ones mostly wait, and what they take is no figure; full ones would disturb each other's.
const atOnce = isFull ? 1 : 4
const runner = spawn(
  process.execPath,
  ['--test', `--test-concurrency=${atOnce}`, ...flags, ...chosen.toSorted()],
  {
    stdio: 'inherit',
    env: { ...process.env, FAULTS_FIGURES: figuresFile, NODE_OPTIONS: keepTypes() },
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
const code = await new Promise<number>(resolve => runner.once('exit', found => resolve(found ?? 1)))

const sources = new Map<string, string>()
for (const file of chosen) sources.set(file, await readFile(file, 'utf8'))
const told = verdicts(
  await readFile(figuresFile, 'utf8'),
  await readFile(resultsFile, 'utf8').catch(() => ''),
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
process.exitCode = code === 0 && isFull && broken > 0 ? 1 : code
