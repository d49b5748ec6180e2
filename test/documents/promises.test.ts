import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { bars } from '../faults/bars.ts'

test('the document of promises names each with the bar to which bin/faults holds it', () => {
  const text = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| (P\d+) \| ([^|]+) \| [^|]+ \|$/gm)].map(
    ([, promise = '', bar = '']) => [promise, bar],
  )
  assert.deepEqual(Object.fromEntries(rows), bars)
})
