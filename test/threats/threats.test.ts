import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { allTests, testsIn } from '../documents/called-tests.ts'
import { namedTests } from './named-tests.ts'
import { gaps, securityPage } from './page.ts'
import { threats } from './threats.ts'

const root = join(import.meta.dirname, '../..')
const ids = Array.from({ length: 45 }, (_, at) => `A${at + 1}`)

test('every threat has a test that bears its id, or a reason for having none', async () => {
  assert.deepEqual(
    threats.map(({ id }) => id),
    ids,
  )
  assert.deepEqual(gaps(threats, namedTests(await allTests(root))), [])
})

test('a threat without test and reason is noticed, and so is a test for a threat that nobody knows', () => {
  const [first] = threats
  assert.ok(first)
  const named = namedTests(testsIn('x.test.ts', `test('A1: x', () => {}); test('A99: y', () => {})`))
  assert.deepEqual(gaps([first, { ...first, id: 'A2' }], named), [
    'A2 has no test, and no reason for it.',
    'A99 is no threat of the list.',
  ])
})

test('the page on security is the one that list and tests make: test/threats/write-page.ts writes it anew', async () => {
  const tests = namedTests(await allTests(root))
  const page = await readFile(join(root, 'docs/security.md'), 'utf8')
  assert.equal(page, securityPage(threats, tests))
  assert.notEqual(page, securityPage(threats, tests.slice(1)), 'a test that is gone makes it stale')
})

test('a test names its threats at the beginning, with the describe around it', () => {
  const text = `
    describe('A1: the signature', () => { test('is one', () => {}) })
    test(\`A2, A3: \${n} at once\`, { timeout: 1 }, () => {})
    test('nothing of A4: here', () => {})`
  assert.deepEqual(
    namedTests(testsIn('x.test.ts', text)).map(one => [one.ids.join('+'), one.says]),
    [
      ['A1', 'the signature is one'],
      ['A2+A3', '… at once'],
    ],
  )
})
