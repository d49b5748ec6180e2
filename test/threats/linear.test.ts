import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import test from 'node:test'

test('A38: whatever strangers write is read in one go', () => {
  // A process of its own, since nothing else ends an expression; it has many times what it needs.
  const reader = join(import.meta.dirname, 'read-texts.ts')
  const run = spawnSync(process.execPath, [reader], { timeout: 120_000, encoding: 'utf8' })
  assert.equal(run.status, 0, `It was not through after: ${run.stdout}${run.stderr}`)
  assert.equal(run.stdout.trim().split('\n').length, 6)
})
