import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { capLines } from '#spine/policies/caps.ts'
import { decide } from '#spine/policies/decide.ts'
import { policySchema, type Policy } from '#spine/policies/policy.ts'
import type { Question, Usage, Verdict } from '#spine/policies/question.ts'
import { denies, policies, questions, questionsOf, stops } from './questions.ts'

/** How much a verdict lets pass: nothing, something after so many people, all. */
function freedom(verdict: Verdict): number {
  if (verdict.is === 'deny') return 0
  return verdict.is === 'allow' ? 1 : 1 / (1 + verdict.approvals)
}

/** Any state of the counters that a question would move. */
function used(question: Question): fc.Arbitrary<Usage[]> {
  const lines = capLines(question, question.policy)
  const moved = 'says' in lines ? [] : lines
  return fc.tuple(
    ...moved.map(({ key, subject }) =>
      fc.record({
        key: fc.constant(key),
        subject: fc.constant(subject),
        count: fc.nat({ max: 6 }),
        minor: fc.nat({ max: 20_000 }),
      }),
    ),
  )
}
const asked = questions.chain(question => used(question).map(usage => ({ ...question, usage })))

test('every question has an answer, in words, that names what spoke', () => {
  fc.assert(
    fc.property(asked, question => {
      const verdict = decide(question)
      assert.match(verdict.is, /^(allow|approve|deny)$/)
      assert.ok(verdict.says.length > 10 && verdict.rule.length > 2)
      if (verdict.is === 'approve') assert.ok(verdict.approvals >= 1)
    }),
    { numRuns: 2000 },
  )
})

test('the same question has the same answer, and is not changed by asking', () => {
  fc.assert(
    fc.property(asked, question => {
      const copy = structuredClone(question)
      const first = decide(question)
      assert.deepEqual(decide(copy), first)
      assert.deepEqual(structuredClone(question), copy)
    }),
  )
})

test('without the permission nothing is allowed, whatever the policy says', () => {
  fc.assert(
    fc.property(asked, question => {
      const actor = { ...question.actor, permissions: new Set<never>() }
      assert.equal(decide({ ...question, actor }).is, 'deny')
    }),
  )
})

test('one more deny never lets more pass, wherever it stands', () => {
  fc.assert(
    fc.property(asked, denies, fc.nat(), (question, deny, at) => {
      const { policy } = question
      const rules = policy.rules.toSpliced(at % (policy.rules.length + 1), 0, deny)
      const stricter = { ...question, policy: { ...policy, rules } }
      assert.ok(freedom(decide(stricter)) <= freedom(decide(question)))
    }),
    { numRuns: 2000 },
  )
})

test('a deny that fits denies, below whatever rules it stands', () => {
  const all = policySchema.parse({ rules: [{ name: 'the-deny', verdict: { is: 'deny' } }] }).rules
  fc.assert(
    fc.property(asked, question => {
      const { policy } = question
      const denied = decide({ ...question, policy: { ...policy, rules: [...policy.rules, ...all] } })
      assert.equal(denied.is, 'deny')
    }),
  )
})

test('a lower cap never lets more pass, and one more cap neither', () => {
  fc.assert(
    fc.property(asked, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (question, at, share) => {
      const { policy } = question
      fc.pre(policy.caps.length > 0)
      const lowered: Policy['caps'] = policy.caps.map((cap, place) =>
        place === at % policy.caps.length
          ? {
              ...cap,
              ...(cap.count !== undefined && { count: Math.floor(cap.count * share) }),
              ...(cap.money && { money: { ...cap.money, minor: Math.floor(cap.money.minor * share) } }),
            }
          : cap,
      )
      const here = freedom(decide(question))
      assert.ok(freedom(decide({ ...question, policy: { ...policy, caps: lowered } })) <= here)
      const fewer = { ...policy, caps: policy.caps.slice(1) }
      assert.ok(here <= freedom(decide({ ...question, policy: fewer })))
    }),
    { numRuns: 2000 },
  )
})

test('more use never lets more pass', () => {
  fc.assert(
    fc.property(asked, fc.nat({ max: 3 }), (question, more) => {
      const busier = question.usage.map(one => ({ ...one, count: one.count + more, minor: one.minor + more }))
      assert.ok(freedom(decide({ ...question, usage: busier })) <= freedom(decide(question)))
    }),
  )
})

test('to know less never lets more pass', () => {
  const blind = policies.chain(policy => questionsOf(policy))
  fc.assert(
    fc.property(blind, question => {
      fc.pre(['customer', 'money', 'irreversible'].includes(question.risk))
      const { preview: _untold, ...rest } = question
      const known = decide(question)
      const unknown = decide(rest)
      // Where no preview is told, the worst that any preview could bring is decided.
      if (question.preview) assert.ok(freedom(unknown) <= freedom(known), `${unknown.says} / ${known.says}`)
    }),
    { numRuns: 2000 },
  )
})

test('A20: led by strangers’ words, no more passes than without, unless a rule speaks of them', () => {
  fc.assert(
    fc.property(asked, question => {
      const rules = question.policy.rules.map(({ when: { tainted: _silent, ...when }, ...rule }) => ({
        ...rule,
        when,
      }))
      const silent = { ...question, policy: { ...question.policy, rules } }
      const tainted = decide({ ...silent, taint: ['customer message'] })
      assert.ok(freedom(tainted) <= freedom(decide({ ...silent, taint: [] })))
      assert.notEqual(tainted.is === 'allow' && rules.some(rule => rule.name === tainted.rule), true)
    }),
    { numRuns: 2000 },
  )
})

test('one more stop never lets more pass', () => {
  fc.assert(
    fc.property(asked, stops, (question, stop) => {
      assert.ok(freedom(decide({ ...question, stops: [stop] })) <= freedom(decide(question)))
    }),
  )
})
