import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { figure } from './figure.ts'
import { seenOf, verdicts } from './verdicts.ts'

const told = (promise: string, name: string) =>
  JSON.stringify({ promise, says: 'so many', test: name, file: 'x' })
const ended = (name: string, passed: boolean) =>
  JSON.stringify({ test: name, file: 'x', passed, skip: false })
const verdictOf = (promise: string, figures: string[], results: string[]) =>
  verdicts(seenOf(figures, results)).find(one => one.promise === promise)?.verdict

test('a promise holds by its figure, and fails with a test that told one or bears its name', () => {
  assert.equal(verdictOf('P1', [told('P1', 'a')], [ended('a', true)]), 'holds')
  assert.equal(verdictOf('P1', [], [ended('a', true)]), 'no figure')
  assert.equal(verdictOf('P1', [told('P1', 'a')], [ended('a', false)]), 'fails')
  assert.equal(verdictOf('P1', [told('P1', 'a')], [ended('a', true), ended('P1: b', false)]), 'fails')
  assert.equal(verdictOf('P1', [told('P1', 'a')], [ended('a', true), ended('P10: b', false)]), 'holds')
})

test('a promise is missed by a figure below its bar', () => {
  const below = JSON.stringify({ promise: 'P1', says: 'so few', isMet: false, test: 'a', file: 'x' })
  assert.equal(verdictOf('P1', [told('P1', 'b'), below], [ended('a', true)]), 'missed')
})

test('a promise fails with a file that ended before it told of it', () => {
  const died = seenOf([told('P1', 'a')], [ended('a', true), ended('b.test.ts', false)])
  const tells = (file: string) => (file === 'b.test.ts' ? ['P1'] : [])
  const of = (promise: string) => verdicts(died, tells).find(one => one.promise === promise)
  assert.deepEqual([of('P1')?.verdict, of('P2')?.verdict], ['fails', 'no figure'])
})

test('what has passed is known by its file when that came to its end, and of two runs of a test the later counts', () => {
  const whole = (passed: boolean) =>
    JSON.stringify({ test: '', file: 'x', passed, skip: false, isWhole: true })
  const again = seenOf(
    [told('P1', 'a'), told('P1', 'a')],
    [ended('a', false), whole(false), ended('a', true), whole(true)],
  )
  assert.deepEqual([again.figures.length, [...again.passed]], [1, ['x']])
  assert.deepEqual(
    again.results.map(({ passed }) => passed),
    [true, true],
  )
  assert.deepEqual([...seenOf([], [ended('a', true)]).passed], [], 'it was broken off')
  assert.deepEqual([...seenOf([], [ended('a', true), ended('b', false), whole(false)]).passed], [])
})

test('a figure is a line of the file that the run names', async t => {
  const home = await mkdtemp(join(tmpdir(), 'sw-figures-'))
  const before = process.env['FAULTS_FIGURES']
  process.env['FAULTS_FIGURES'] = join(home, 'figures')
  t.after(() => {
    if (before === undefined) delete process.env['FAULTS_FIGURES']
    else process.env['FAULTS_FIGURES'] = before
    return rm(home, { recursive: true })
  })
  figure(t, 'P0', 'one line')
  assert.match(await readFile(join(home, 'figures'), 'utf8'), /^\{"promise":"P0","says":"one line",.*\}\n$/)
})
