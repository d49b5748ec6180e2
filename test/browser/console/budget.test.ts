import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildConsole } from '../../../bin/build-console.ts'

const dist = join(import.meta.dirname, '../../../console/dist')
const kB = 1024

/** What index.html asks for before anything shows, and each file that is loaded later. */
export async function weigh(folder: string): Promise<{ entry: number; chunks: Map<string, number> }> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const chunks = new Map<string, number>()
  let entry = 0
  for (const name of await readdir(join(folder, 'assets'))) {
    if (!/\.(js|css)$/.test(name)) continue
    const size = gzipSync(await readFile(join(folder, 'assets', name))).length
    if (html.includes(name)) entry += size
    else chunks.set(name, size)
  }
  return { entry, chunks }
}

test('the first load weighs at most 260 kB packed, and no screen more than 140 kB', async t => {
  await buildConsole()
  const { entry, chunks } = await weigh(dist)
  const [name = '', most = 0] = [...chunks].toSorted(([, a], [, b]) => b - a)[0] ?? []
  t.diagnostic(`entry ${(entry / kB).toFixed(0)} kB, heaviest chunk ${name} ${(most / kB).toFixed(0)} kB`)
  assert.ok(entry > 20 * kB, 'the reader finds the entry')
  assert.ok(chunks.size > 5, 'and the chunks')
  assert.ok(entry <= 260 * kB, `${entry} bytes`)
  assert.ok(most <= 140 * kB, `${name}: ${most} bytes`)
})
