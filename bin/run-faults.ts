// Runs the fault tests (all, or those named), and holds the figures that they told against the promises.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { runFiles } from '../test/runner/run-files.ts'
import { isFull } from '../test/faults/seeded.ts'
import { seenOf, verdicts } from '../test/faults/verdicts.ts'

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { continue: { type: 'boolean', default: false }, 'at-once': { type: 'string' } },
})
/** Their figures are paces held against each other: they come last, one after the other, when the soak is over. */
const comparing = new Set(['fairness', 'poison', 'sick-neighbour'])
// What is full disturbs each other's figures; quick ones mostly wait, and what they take is no figure.
const atOnce = Number(options['at-once'] ?? (isFull ? 1 : 4))

const files: string[] = []
for await (const file of glob('test/faults/**/*.test.ts')) files.push(file)
const nameOf = (file: string) => basename(file, '.test.ts')
const unknown = names.filter(name => !files.some(file => nameOf(file) === name))
if (unknown.length > 0) {
  const known = files.map(nameOf).toSorted().join(' ')
  process.stderr.write(`There is no ${unknown.join(', ')}; there are: ${known}\n`)
  process.exit(2)
}

// What was seen lies beside what it was seen of: another state of the code has a folder of its own.
const folder = `coverage/faults-${isFull ? 'full' : 'quick'}-${stateOfCode()}`
const figuresFile = `${folder}/figures`
if (!options.continue) await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const before = seenOf(await linesOf('figures'), await linesOf('results-*'))

const chosen = files
  .filter(file => names.length === 0 || names.includes(nameOf(file)))
  .filter(file => !before.passed.has(file))
  .toSorted()
const isSoak = (file: string) => isFull && nameOf(file) === 'soak'
const isComparing = (file: string) => comparing.has(nameOf(file))
const soak = () => run(chosen.filter(isSoak), 1)
// It takes more than a core for its hour: on two, it and the others would starve each other.
const beside = availableParallelism() < 4 ? undefined : soak()
const others = await run(
  chosen.filter(file => !isSoak(file) && !isComparing(file)),
  atOnce,
)
const codes = [await (beside ?? soak()), others, await run(chosen.filter(isComparing), 1)]

const sources = new Map<string, string>()
for (const file of files) sources.set(file, await readFile(file, 'utf8'))
const after = seenOf(await linesOf('figures'), await linesOf('results-*'))
const told = verdicts(after, file => (sources.get(file) ?? '').match(/\bP\d+\b/g) ?? [])
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

/** Runs these files, so many at once, and gives the exit code of node's runner. */
async function run(some: readonly string[], concurrency: number): Promise<number> {
  if (some.length === 0) return 0
  const results = `${folder}/results-${Date.now()}-${nameOf(some[0] ?? '')}`
  return runFiles(some, {
    atOnce: concurrency,
    reporters: { spec: 'stdout', './bin/fault-results.ts': results },
    env: { FAULTS_FIGURES: figuresFile },
  })
}

async function linesOf(pattern: string): Promise<string[]> {
  const lines: string[] = []
  for await (const file of glob(`${folder}/${pattern}`))
    lines.push(...(await readFile(file, 'utf8')).split('\n').filter(Boolean))
  return lines.map(line => line.replaceAll(`${process.cwd()}/`, ''))
}

/** The same as long as neither the program, nor the platforms, nor the tests are another. */
function stateOfCode(): string {
  const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' })
  const parts = ['src', 'sandbox', 'test', 'bench']
  const committed = git('rev-parse', ...parts.map(part => `HEAD:${part}`))
  return createHash('sha256')
    .update(committed)
    .update(git('diff', 'HEAD', '--', ...parts))
    .digest('hex')
    .slice(0, 12)
}
