import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'

const reporter = new URL('../../bin/report.ts', import.meta.url).href

test('a file that falls before its first test says why, and how its process ended', async t => {
  const home = await mkdtemp(join(tmpdir(), 'storewright-report-'))
  t.after(() => rm(home, { recursive: true }))
  await mkdir(join(home, 'coverage'))
  await writeFile(join(home, 'mug.test.mjs'), `await Promise.reject(new Error('the mug fell'))`)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const run = spawnSync(process.execPath, ['--test', `--test-reporter=${reporter}`, 'mug.test.mjs'], {
    cwd: home,
    env,
    encoding: 'utf8',
    timeout: 120_000,
  })
  assert.equal(run.status, 1)
  assert.match(run.stdout, /FAIL {2}mug\.test\.mjs[^]*ended with code 1\.[^]*Error: the mug fell/)
})
