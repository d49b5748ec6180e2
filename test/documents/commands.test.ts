import assert from 'node:assert/strict'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { runCli } from '#src/cli/program.ts'

const root = join(import.meta.dirname, '../..')
const documents = globSync(['*.md', 'docs/**/*.md', 'decisions/*.md', '.env.example', '.github/**/*.yml'], {
  cwd: root,
})
const packageFile: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const scripts = new Set(Object.keys(Object(packageFile).scripts))

/** What is wrong with the commands that a text names. */
async function wrongIn(text: string): Promise<string[]> {
  const files = [...text.matchAll(/(?<![\w./-])(?:\.\/)?bin\/([\w.-]*\w)/g)].map(([, name = '']) => name)
  const wrongFiles = files.flatMap(name => fileFlaw(`bin/${name}`))
  const runs = [...text.matchAll(/\bnpm (?:run (?!-)([\w:-]+)|(start|test)\b)/g)].map(
    ([, own, short]) => own ?? short ?? '',
  )
  const wrongRuns = runs.filter(name => !scripts.has(name)).map(name => `npm run ${name}: no such script`)
  const lines = [...text.matchAll(/(?<![\w/-])(?:bin\/)?storewright ((?:[a-z-]+ ?)+[^`\n]*)/g)].map(
    ([, rest = '']) => rest,
  )
  // Only what stands in code is a command; "storewright" is a word, too.
  const commands = lines.filter(
    rest => text.includes(`storewright ${rest}\``) || text.includes(`bin/storewright ${rest}`),
  )
  return [...wrongFiles, ...wrongRuns, ...(await Promise.all(commands.map(commandFlaw))).flat()]
}

function fileFlaw(path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found?.isFile()) return [`${path}: no such file`]
  return path.endsWith('.ts') || (found.mode & 0o111) !== 0 ? [] : [`${path}: not executable`]
}

/** The command's own help knows its words and options. */
async function commandFlaw(rest: string): Promise<string[]> {
  const [first = '', second = ''] = /^[a-z-]+(?: [a-z-]+)?/.exec(rest)?.[0].split(' ') ?? []
  const words = [first, second].filter(word => /^[a-z]/.test(word))
  const shown: string[] = []
  const none = () => Promise.reject(new Error('only help was asked for'))
  const deps = {
    print: (line: string) => void shown.push(line),
    warn: () => {},
    readStdin: none,
    open: none,
    start: none,
  }
  await runCli([...words, '--help'], deps)
  const help = shown.join('\n')
  const usage = /^Usage: storewright(.*)$/m.exec(help)?.[1] ?? ''
  const isKnown =
    usage.startsWith(` ${words.join(' ')}`) ||
    (usage.startsWith(` ${first} `) && /[[<](?!command)[a-z]+[>\]]$/.test(usage))
  const options = [...rest.matchAll(/(?<= )--[a-z-]+/g)]
    .map(([option]) => option)
    .filter(option => option !== '--json')
  const named = `storewright ${words.join(' ')}`
  if (words.length > 0 && !isKnown) return [`${named}: no such command`]
  return options
    .filter(option => !new RegExp(`${option}(?![\\w-])`).test(help))
    .map(option => `${named} ${option}: no such option`)
}

test('every command that a document names is there, and can be run', async () => {
  assert.ok(documents.length > 8)
  const wrong = await Promise.all(
    documents.map(async name =>
      (await wrongIn(readFileSync(join(root, name), 'utf8'))).map(flaw => `${name}: ${flaw}`),
    ),
  )
  assert.deepEqual(wrong.flat(), [])
})

test('one that is not there is noticed', async () => {
  const planted = {
    'Run `bin/tset`.': 'bin/tset: no such file',
    'sh bin/nowhere --quick': 'bin/nowhere: no such file',
    '`npm run demo`': 'npm run demo: no such script',
    '`storewright keys forge --name x`': 'storewright keys forge: no such command',
    '`bin/storewright conect list`': 'storewright conect list: no such command',
    '`storewright keys create --title x`': 'storewright keys create --title: no such option',
  }
  for (const [text, flaw] of Object.entries(planted)) assert.deepEqual(await wrongIn(text), [flaw], text)
  const good =
    '`bin/test`, `npm start`, `npm run start`, `storewright connect shopify --wait 5`, `bin/storewright --help`'
  assert.deepEqual(await wrongIn(good), [])
})
