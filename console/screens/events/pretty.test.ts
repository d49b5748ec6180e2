import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { prettyOf } from './pretty.ts'

test('a payload is broken into lines as JSON is, whatever is in it', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      // Numbers are left as they were written, so both are compared by what they mean and by their lines.
      const lines = JSON.stringify(JSON.parse(text), null, 2).split('\n')
      assert.deepEqual(JSON.parse(prettyOf(text)), JSON.parse(text))
      assert.equal(prettyOf(text).split('\n').length, lines.length)
    }),
    { examples: [['{"a":[],"b":{ },"c":[1,{"d":"x, {\\"y\\": [1]}"}]}']] },
  )
})

test('no digit of a long id is lost, and what is no JSON stays as it came', () => {
  assert.equal(prettyOf('{"id":9007693564741001}'), '{\n  "id": 9007693564741001\n}')
  assert.equal(prettyOf('a=1&b=2'), 'a=1&b=2')
})
