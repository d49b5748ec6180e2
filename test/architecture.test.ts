import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { laws } from './architecture/laws.ts'
import { percentile } from './architecture/sizes.ts'
import { readTree } from './architecture/tree.ts'

const tree = await readTree(join(import.meta.dirname, '..'))

test('the laws read the whole project', t => {
  // A reader that finds no files would find no breach either.
  assert.ok(tree.sources.length > 50)
  assert.ok(tree.sources.some(({ imports }) => imports.some(({ to }) => to.startsWith('src/spine/'))))
  t.diagnostic(`${tree.sources.length} files, median ${percentile(tree, 0.5)} lines`)
})

for (const law of Object.values(laws)) {
  test(law.says, () => assert.deepEqual(law.breaches(tree), []))
}
