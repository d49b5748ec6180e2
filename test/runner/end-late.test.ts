import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'

test('a test file that never ends is ended, and told of; one that ends is let be', async t => {
  const home = await mkdtemp(join(tmpdir(), 'storewright-late-'))
  t.after(() => rm(home, { recursive: true }))
  const file = join(home, 'mug.test.ts')
  const ender = new URL('end-late.mjs?seconds=1', import.meta.url).href
  const run = async (text: string) => {
    await writeFile(file, text)
    return spawnSync(process.execPath, [`--import=${ender}`, file], { encoding: 'utf8', timeout: 120_000 })
  }
  const late = await run('setInterval(() => {}, 1000)')
  assert.match(late.stderr, /It did not end in 1 s\. Still open: .*Timeout/)
  assert.equal(late.status, 1)
  assert.equal((await run('console.log(1)')).status, 0)
})
