import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { allTests, testsIn } from '../documents/called-tests.ts'
import { checklistPage, gaps } from './page.ts'
import { rows } from './rows.ts'

const root = join(import.meta.dirname, '../..')

test('every row of the checklist names tests that there are, or says what is missing', async () => {
  assert.deepEqual(
    rows.map(({ id }) => id),
    Array.from({ length: 35 }, (_, at) => `C${at + 1}`),
  )
  assert.deepEqual(gaps(rows, await allTests(root)), [])
})

test('a test that is gone or has a namesake is noticed, and so is a row that nothing shows', () => {
  const row = { id: 'C1', expects: 'x', rule: 'y', shownBy: ['is gone', 'is twice'] }
  const tests = ['a.test.ts', 'b.test.ts'].flatMap(file => testsIn(file, `test('is twice', () => {})`))
  assert.deepEqual(gaps([row, { ...row, id: 'C2', shownBy: [] }], tests), [
    'C1: no test is called “is gone”.',
    'C1: “is twice” is in a.test.ts, b.test.ts.',
    'C2 is shown by no test, and says not why.',
  ])
})

test('the checklist is the one that rows and tests make: test/checklist/write-page.ts writes it anew', async () => {
  const tests = await allTests(root)
  const page = await readFile(join(root, 'docs/interaction-checklist.md'), 'utf8')
  assert.equal(page, checklistPage(rows, tests))
  assert.notEqual(page, checklistPage(rows.slice(1), tests), 'a row that is gone makes it stale')
})
