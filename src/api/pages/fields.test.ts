import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { exampleOf, fieldsOf, typeOf } from './fields.ts'

const schema = z.toJSONSchema(
  z.object({
    shop: z.string().describe('Which shop.'),
    limit: z.int().default(50),
    state: z.enum(['new', 'done']).optional(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    note: z.string().nullable(),
    email: z.email(),
    deep: z.object({ a: z.object({ b: z.object({ c: z.object({ d: z.string() }) }) }) }).optional(),
  }),
  { io: 'input' },
)

test('a schema is told field by field, in words', () => {
  assert.deepEqual(
    fieldsOf(schema).map(({ name, isNeeded, type, says }) => [name, isNeeded, type, says]),
    [
      ['shop', true, 'string', 'Which shop.'],
      ['limit', false, 'integer; 50 if left out', ''],
      ['state', false, '"new" or "done"', ''],
      ['lines', true, 'list of object', ''],
      ['lines[].sku', true, 'string', ''],
      ['lines[].quantity', true, 'integer', ''],
      ['note', true, 'string or null', ''],
      ['email', true, 'email', ''],
      ['deep', false, 'object', ''],
      ['deep.a', true, 'object', ''],
      ['deep.a.b', true, 'object', ''],
    ],
  )
  for (const nothing of [undefined, null, 'x', {}, []]) assert.deepEqual(fieldsOf(nothing), [])
  assert.equal(typeOf({ const: 'post' }), '"post"')
  assert.equal(typeOf({}), 'anything')
})

test('an example holds what is needed, in its form', () => {
  const { lines, email, ...rest } = Object(exampleOf(schema))
  assert.deepEqual(lines, [{ sku: '…', quantity: 1 }])
  assert.equal(email, 'ada@example.com')
  assert.deepEqual(Object.keys(rest), ['shop', 'note'])
})
