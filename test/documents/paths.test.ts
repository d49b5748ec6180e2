import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '../..')
const exclude = ['**/node_modules', '**/dist*']
// What a run of the tests leaves behind is there or not, as it happens.
const folders = readdirSync(root, { withFileTypes: true }).filter(
  one => one.isDirectory() && one.name !== 'coverage',
)
const documents = globSync(['*.md', '{docs,decisions,console,sandbox,bench}/**/*.md'], { cwd: root, exclude })
const sources = globSync('{src,test,console,sandbox,bench,bin}/**/*.{ts,tsx,sql,css}', { cwd: root, exclude })

/** What a document names in code, or leads to, and what is not there. */
function lostIn(text: string, document: string): string[] {
  const code = [...text.matchAll(/```.*?```|`[^`\n]+`/gs)].flatMap(([span]) => span.split(/[\s`"'(),;]+/))
  const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, to = '']) => to)
  return [
    ...new Set([
      ...code.filter(isPath).filter(path => !isThere(path)),
      ...code.filter(isSource).filter(name => !sources.some(file => `/${file}`.endsWith(`/${name}`))),
      ...links.filter(to => !/^\w+:/.test(to)).filter(to => !existsSync(join(root, dirname(document), to))),
    ]),
  ]
}

/** `src/connectors/X/client.ts`: from the root, with letters and stars for what each has its own of. */
function isPath(word: string): boolean {
  return /^[\w.*<>{}@/-]+$/.test(word) && folders.some(({ name }) => word.startsWith(`${name}/`))
}

/** `client.ts`, `sending/settle.ts`: somewhere. That no file is called `index.ts` is a rule. */
function isSource(word: string): boolean {
  return /^[\w-]+(?:\/[\w-]+)*\.(?:tsx?|sql|css)$/.test(word) && !isPath(word) && word !== 'index.ts'
}

function isThere(path: string): boolean {
  const pattern = path.replaceAll(/<\w+>|(?<=\/)[A-Z](?=\/|$)/g, '*')
  return globSync(pattern, { cwd: root, exclude }).length > 0
}

test('every file and folder that a document names is there', () => {
  assert.ok(documents.length > 20)
  const lost = documents.flatMap(document =>
    lostIn(readFileSync(join(root, document), 'utf8'), document).map(path => `${document}: ${path}`),
  )
  assert.deepEqual(lost, [])
})

test('one that is not there is noticed', () => {
  const text = `
    \`src/spine/nowhere.ts\`, \`bin/test test/nowhere.test.ts\`, \`src/X/nowhere\`, \`sending/nowhere.ts\`, [here](nowhere.md)
    \`src/connectors/X/client.ts\`, \`sending/send.ts\`, \`docs/\`, \`GET /v1/test/nowhere\`, [there](orders.md#x), nowhere.ts`
  assert.deepEqual(lostIn(text, 'docs/x.md'), [
    'src/spine/nowhere.ts',
    'test/nowhere.test.ts',
    'src/X/nowhere',
    'sending/nowhere.ts',
    'nowhere.md',
  ])
})

test('every document that a message leads to is there', () => {
  const led = sources
    .filter(file => file.startsWith('src/') && !file.endsWith('.test.ts'))
    .flatMap(file => [...readFileSync(join(root, file), 'utf8').matchAll(/\bSee (docs\/[\w.-]*\w)/g)])
    .map(([, to = '']) => to)
  assert.ok(led.length > 0)
  assert.deepEqual(
    led.filter(to => !to.endsWith('.md') || !existsSync(join(root, to))),
    [],
  )
})
