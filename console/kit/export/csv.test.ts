import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { csvOf } from './csv.ts'

test('A40: no text of a customer becomes a formula, and numbers stay numbers', () => {
  assert.equal(
    csvOf(['name'], [['=1+1'], ['@x'], ['-2'], [-2], [' =1'], ['＝1'], ['a "b", c']]),
    ['name', "'=1+1", "'@x", "'-2", '-2', "' =1", "'＝1", '"a ""b"", c"'].join('\r\n'),
  )
})

test('what is written is read back, cell by cell', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '=', '+', ' ', 'ä') })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      rows => {
        const read = parse(csvOf(rows[0] ?? [], rows.slice(1)))
        assert.deepEqual(
          read,
          rows.map(row => row.map(text => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text))),
        )
        assert.ok(read.flat().every(text => !/^\s*[=+\-@]/.test(text)))
      },
    ),
  )
})

/** A reader by RFC 4180, written apart from the writer. */
function parse(text: string): string[][] {
  const rows: string[][] = [['']]
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const row = rows.at(-1) ?? []
    const letter = text[at] ?? ''
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      row[row.length - 1] += '"'
      at++
    } else if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted && letter === ',') row.push('')
    else if (!isQuoted && letter === '\r' && text[at + 1] === '\n') {
      rows.push([''])
      at++
    } else row[row.length - 1] += letter
  }
  return rows
}
