import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cellsOf, csvLine } from './write-csv.ts'

test('A40: a cell that a spreadsheet would take for a formula is disarmed; a number stays one', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1+1',
    '＠x',
    '=HYPERLINK("x")',
  ])
    assert.match(csvLine([text]), /^"?'/, text)
  assert.equal(
    csvLine([-5, true, null, undefined, 'a,b', 'say "x"', 'two\nlines']),
    '-5,true,,,"a,b","say ""x""","two\nlines"\r\n',
  )
})

test('no text leaves its cell, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), texts => {
      assert.equal(read(csvLine(texts)).length, texts.length)
      for (const [at, cell] of read(csvLine(texts)).entries())
        assert.ok(cell === texts[at] || cell === `'${texts[at]}`)
    }),
  )
})

test('what is nested stands under its path, and words in one cell', () => {
  const cells = cellsOf({ id: 'a', total: { minor: 5, currency: 'EUR' }, tags: ['x', 'y'], none: null })
  assert.deepEqual(Object.keys(cells), ['id', 'total.minor', 'total.currency', 'tags', 'none'])
  assert.equal(csvLine(Object.values(cells)), 'a,5,EUR,x; y,\r\n')
})

/** The cells of one line, by RFC 4180. */
function read(line: string): string[] {
  const cells: string[] = []
  let rest = line.slice(0, -2)
  for (;;) {
    const [whole = '', quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^,"]*))/.exec(rest) ?? []
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    if (rest.length === whole.length) return cells
    assert.equal(rest[whole.length], ',')
    rest = rest.slice(whole.length + 1)
  }
}
