import assert from 'node:assert/strict'
import test from 'node:test'
import { testsIn } from './called-tests.ts'

test('titles are read as they stand: computed, within a describe, within another test', () => {
  const text = `
    describe('the signature', () => { test('is one', () => {}); expect('nothing') })
    test(\`\${n} at once\`, { timeout: 1 }, t => { t.test('is another', () => {}); it('no') })`
  assert.deepEqual(
    testsIn('x.test.ts', text).map(({ within, title }) => [...within, title]),
    [['the signature', 'is one'], ['… at once'], ['is another']],
  )
})
