// Each gate of bin/test is shown to catch its defect: a small project under our own settings, with one fault in it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const settings = ['package.json', 'tsconfig.json', '.oxlintrc.json', '.oxfmtrc.json', 'knip.json']
const gates = {
  format: ['oxfmt', '--check', '.'],
  // Named, because outside a git clone nothing keeps the linter out of node_modules.
  lint: ['oxlint', '--type-aware', '--deny-warnings', 'src'],
  types: ['tsc', '-p', 'tsconfig.json'],
  'dead code': ['knip', '--exclude', 'dependencies', '--no-config-hints'],
}

const sound = {
  'src/main.ts': `import { mug } from './mug.ts'\n\nprocess.exitCode = mug()\n`,
  'src/mug.ts': `export function mug(): number {\n  return 1\n}\n`,
}

const plants: { gate: keyof typeof gates; defect: string; text: string }[] = [
  { gate: 'format', defect: 'a stray indent', text: `export function mug(): number {\n      return 1\n}\n` },
  { gate: 'lint', defect: 'any', text: `export function mug(x: any = 1): number {\n  return Number(x)\n}\n` },
  {
    gate: 'lint',
    defect: 'a leak of any',
    text: `export function mug(): number {\n  return JSON.parse('1')\n}\n`,
  },
  {
    gate: 'lint',
    defect: 'a promise that nobody awaits',
    text: `async function pour(): Promise<void> {}\n\nexport function mug(): number {\n  pour()\n  return 1\n}\n`,
  },
  {
    gate: 'lint',
    defect: 'a promise taken for an answer',
    text: `async function full(): Promise<boolean> {\n  return true\n}\n\nexport function mug(): number {\n  if (full()) return 2\n  return 1\n}\n`,
  },
  { gate: 'lint', defect: 'a non-null !', text: `export function mug(): number {\n  return [1].at(0)!\n}\n` },
  {
    gate: 'lint',
    defect: 'console',
    text: `export function mug(): number {\n  console.log(1)\n  return 1\n}\n`,
  },
  { gate: 'types', defect: 'a wrong type', text: `export function mug(): number {\n  return 'one'\n}\n` },
  {
    gate: 'types',
    defect: 'an unchecked index',
    text: `export function mug(): number {\n  return [1][0]\n}\n`,
  },
  {
    gate: 'types',
    defect: 'an enum',
    text: `enum Size {\n  L,\n}\n\nexport function mug(): number {\n  return Size.L\n}\n`,
  },
  { gate: 'dead code', defect: 'a dead export', text: `${sound['src/mug.ts']}\nexport const cup = 2\n` },
]

test('a sound project passes every gate', async () => {
  for (const [gate, command] of Object.entries(gates)) {
    const { status, said } = await judge(command, {})
    assert.equal(status, 0, `${gate}: ${said}`)
  }
})

for (const { gate, defect, text } of plants) {
  test(`${gate} catches ${defect}`, async () => {
    const { status, said } = await judge(gates[gate], { 'src/mug.ts': text })
    assert.notEqual(status, 0)
    assert.match(said, /mug\.ts/)
  })
}

test('dead code catches a file that nobody imports', async () => {
  const { status, said } = await judge(gates['dead code'], { 'src/cup.ts': 'export const cup = 2\n' })
  assert.notEqual(status, 0)
  assert.match(said, /cup\.ts/)
})

test('coverage catches branches not taken, a rule not measured and a file never loaded', async () => {
  const gate = [join(root, 'bin/coverage.ts'), 'lcov.info']
  const rule = 'src/solutions/backorders/rule/mug.ts'
  const lcov = (file: string, found: number, hit: number) =>
    `SF:${file}\nBRF:${found}\nBRH:${hit}\nend_of_record\n`
  const both = (hit: number, ruleHit: number) =>
    lcov('src/mug.ts', 90, hit) + lcov('src/main.ts', 0, 0) + lcov(rule, 10, ruleHit)
  const run = async (text: string) => judge(['node', ...gate], { 'lcov.info': text })

  assert.equal((await run(both(90, 10))).status, 0)
  assert.match((await run(both(70, 10))).said, /src: 80\.00 % of the branches/)
  assert.match((await run(both(90, 9))).said, /backorders: 90\.00 % of the branches/)
  assert.match((await run(lcov('src/mug.ts', 90, 90))).said, /no branch was measured/)
  assert.match((await run(lcov(rule, 10, 10))).said, /src\/mug\.ts: no test loads it/)
})

async function judge(
  command: string[],
  planted: Record<string, string>,
): Promise<{ status: number; said: string }> {
  const home = await mkdtemp(join(tmpdir(), 'storewright-gate-'))
  try {
    for (const file of settings) await cp(join(root, file), join(home, file))
    await symlink(join(root, 'node_modules'), join(home, 'node_modules'))
    for (const [path, text] of Object.entries({ ...sound, ...planted })) {
      await mkdir(dirname(join(home, path)), { recursive: true })
      await writeFile(join(home, path), text)
    }
    const [program = '', ...args] = command
    const path = program === 'node' ? process.execPath : join(root, 'node_modules/.bin', program)
    const { status, stdout, stderr } = spawnSync(path, args, {
      cwd: home,
      encoding: 'utf8',
      timeout: 300_000,
    })
    return { status: status ?? 1, said: `${stdout}${stderr}` }
  } finally {
    await rm(home, { recursive: true })
  }
}
