// The coverage gates, read from lcov: node bin/coverage.ts [lcov file]. Branches, since lines flatter.
import { glob, readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'

type Counted = { file: string; found: number; hit: number }
const rules = [
  { says: 'src', path: 'src/', least: 90 },
  { says: 'the decisions of backorders', path: 'src/solutions/backorders/rule/', least: 100 },
]

const covered = parse(await readFile(process.argv[2] ?? 'coverage/lcov.info', 'utf8'))
const faults = [...rules.flatMap(rule => judge(rule)), ...(await neverLoaded())]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

function judge({ says, path, least }: (typeof rules)[number]): string[] {
  const files = covered.filter(({ file }) => file.startsWith(path))
  const found = files.reduce((sum, file) => sum + file.found, 0)
  const hit = files.reduce((sum, file) => sum + file.hit, 0)
  // A gate that saw nothing would be green for ever.
  if (found === 0) return [`${says}: no branch was measured under ${path}`]
  const percent = (100 * hit) / found
  console.log(`${says}: ${percent.toFixed(2)} % of ${found} branches (at least ${least} %)`)
  if (percent >= least) return []
  const worst = files
    .filter(file => file.hit < file.found)
    .toSorted((a, b) => b.found - b.hit - (a.found - a.hit))
  return [
    `${says}: ${percent.toFixed(2)} % of the branches, at least ${least} % are wanted. Where to look:`,
    ...worst.slice(0, 15).map(file => `  ${file.file}: ${file.found - file.hit} of ${file.found} not taken`),
  ]
}

/** A file that no test loads is missing from lcov, where it would count as perfect. */
async function neverLoaded(): Promise<string[]> {
  const known = new Set(covered.map(({ file }) => file))
  const faults: string[] = []
  for await (const file of glob('src/**/*.ts', {
    exclude: ['**/*.test.ts', '**/testing/**', '**/*.d.ts', '**/pages/**'],
  })) {
    if (!known.has(file) && (await runs(file))) faults.push(`${file}: no test loads it`)
  }
  return faults
}

async function runs(file: string): Promise<boolean> {
  const code = stripTypeScriptTypes(await readFile(file, 'utf8'))
  return /\b(function|class|const|let)\b|=>/.test(code.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''))
}

function parse(lcov: string): Counted[] {
  return lcov.split('end_of_record').flatMap(record => {
    const file = /^SF:(.+)$/m.exec(record)?.[1]
    const number = (key: string) => Number(new RegExp(`^${key}:(\\d+)$`, 'm').exec(record)?.[1] ?? 0)
    return file ? [{ file: file.replaceAll('\\', '/'), found: number('BRF'), hit: number('BRH') }] : []
  })
}
