import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fieldsOf, layOnTop } from './merge-policy.ts'

const rule = (name: string, is = 'allow') => ({ name, verdict: { is } })
const was = { rules: [rule('a'), rule('b'), rule('c')], caps: [] }

test('what I changed, removed and added stands upon what they changed, removed and added', () => {
  const now = { rules: [rule('new'), rule('a', 'deny'), rule('b')], caps: [{ name: 'mails', count: 3 }] }
  const mine = { rules: [rule('a'), rule('mine'), rule('b', 'approve'), rule('c')], caps: [] }
  assert.deepEqual(layOnTop({ was, now, mine }), {
    rules: [rule('new'), rule('a', 'deny'), rule('mine'), rule('b', 'approve')],
    caps: [{ name: 'mails', count: 3 }],
  })
  assert.deepEqual(layOnTop({ was, now: was, mine: { ...was, rates: 1 } }), { ...was, rates: 1 })
})

test('whose order was changed, decides it; of both, mine', () => {
  const moved = { ...was, rules: [rule('c'), rule('a'), rule('b')] }
  const names = (policy: Record<string, unknown>) => fieldsOf(policy)['rules']
  assert.deepEqual(names(layOnTop({ was, now: moved, mine: was })), ['c', 'a', 'b'])
  assert.deepEqual(names(layOnTop({ was, now: was, mine: moved })), ['c', 'a', 'b'])
  const theirs = { ...was, rules: [rule('b'), rule('x'), rule('a'), rule('c')] }
  assert.deepEqual(names(layOnTop({ was, now: theirs, mine: moved })), ['c', 'x', 'a', 'b'])
})

const Policy = fc
  .uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), n: fc.nat(2) }, { noNullPrototype: true }),
    {
      selector: ({ name }) => name,
    },
  )
  .map(rules => ({ rules }))

test('where only one changed anything, it stands as that one has it', () => {
  fc.assert(
    fc.property(Policy, Policy, (base, changed) => {
      assert.deepEqual(layOnTop({ was: base, now: changed, mine: base }), changed)
      assert.deepEqual(apart(layOnTop({ was: base, now: base, mine: changed })), apart(changed))
    }),
  )
})

/** Its parts, whatever their order. */
function apart(policy: Record<string, unknown>): Record<string, unknown> {
  const { rules, ...named } = fieldsOf(policy)
  assert.ok(Array.isArray(rules))
  return { ...named, names: rules.map(String).toSorted() }
}
