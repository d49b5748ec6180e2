// Every law is shown to catch its breach: a small project with one fault is planted, and the law must name it.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { twins } from '../actions.ts'
import { laws } from '../laws.ts'
import { readTree } from '../tree.ts'
import { layerPlants } from './layer-plants.ts'
import { otherPlants } from './other-plants.ts'
import { sound } from './sound.ts'

test('a sound project breaks no law', async () => {
  assert.deepEqual(await breaches({}), {})
})

for (const { law, files, caught } of [...layerPlants, ...otherPlants]) {
  const [path, text = ''] = Object.entries(files)[0] ?? []
  test(`caught: ${path} ${text.slice(0, 60).trim().split('\n')[0]}`, async () => {
    const found = (await breaches(files))[law] ?? []
    assert.match(found.join('\n'), caught)
  })
}

test('comments and strings break no law', async () => {
  const innocent = `// fetch('x'), process.env, console.log, any\nexport const s = "import('#src/main.ts') enum E {}"\n`
  assert.deepEqual(await breaches({ 'src/commerce/innocent.ts': innocent }), {})
})

test('two actions that declare the same input are twins; those that name one declaration are not', () => {
  const input = z.object({ id: z.string() })
  const actions = [
    { name: 'close', input },
    { name: 'reopen', input },
    { name: 'shut', input: z.object({ id: z.string() }) },
    { name: 'open', input: z.object({ id: z.string().describe('of the ticket') }) },
    { name: 'ping', input: z.object({}) },
    { name: 'pong', input: z.object({}) },
  ]
  assert.deepEqual(twins(actions), ['close, reopen and shut declare the same input'])
  assert.deepEqual(twins(actions.filter(({ name }) => name !== 'shut')), [])
})

/** The laws broken by the sound project with these files in it, over it or beside it. */
async function breaches(planted: Record<string, string>): Promise<Record<string, string[]>> {
  const root = await mkdtemp(join(tmpdir(), 'storewright-law-'))
  try {
    const packages = {
      imports: {
        '#spine/*': './src/spine/*',
        '#commerce/*': './src/commerce/*',
        '#src/*': './src/*',
        '#sandbox/*': './sandbox/*',
      },
      dependencies: { zod: '4' },
      devDependencies: { 'fast-check': '4' },
    }
    await writeFile(join(root, 'package.json'), JSON.stringify(packages))
    for (const [path, text] of Object.entries({ ...sound, ...planted })) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
    const tree = await readTree(root)
    const found = Object.entries(laws).map(([name, law]) => [name, law.breaches(tree)] as const)
    return Object.fromEntries(found.filter(([, list]) => list.length > 0))
  } finally {
    await rm(root, { recursive: true })
  }
}
