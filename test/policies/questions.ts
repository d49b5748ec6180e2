import fc from 'fast-check'
import type { Risk } from '#spine/connections/provided.ts'
import { policySchema, type Policy } from '#spine/policies/policy.ts'
import type { Question, Stop } from '#spine/policies/question.ts'

const risks: Risk[] = ['read', 'personal', 'internal', 'customer', 'money', 'irreversible']
const tools = ['shopify.refund_order', 'shopify.get_order', 'gorgias.create_ticket', 'smtp.mail_team']
const currencies = ['EUR', 'USD', 'JPY', 'KWD', 'CHF']
const people = ['ada@example.com', 'bob@example.com', 'Eve@example.com']
const some = <T>(from: readonly T[]) => fc.subarray([...from], { minLength: 1 })
const perhaps = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })

const money = fc.record({
  minor: fc.integer({ min: 0, max: 20_000 }),
  currency: fc.constantFrom(...currencies),
})
const asked = {
  tool: some(['*', 'shopify.*', '*.create_ticket', '*mail*', ...tools]),
  risk: some(risks),
  actor: some(['member', 'key', 'solution', 'system'] as const),
  role: some(['owner', 'admin', 'agent', 'viewer'] as const),
  by: some(['mem_1', 'key_1', 'backorders']),
  via: some(['rest', 'mcp', 'cli', 'job', 'console'] as const),
}
const when = fc.record(
  {
    ...asked,
    moneyAtMost: money,
    moneyOver: money,
    recipientsVerified: fc.boolean(),
    tainted: fc.constantFrom('never', 'only', 'also'),
  },
  { requiredKeys: [] },
)
const verdict = fc.oneof(
  fc.constant({ is: 'allow' }),
  fc.constant({ is: 'deny' }),
  fc.record({
    is: fc.constant('approve'),
    approvals: fc.integer({ min: 1, max: 5 }),
    freshSignIn: fc.boolean(),
  }),
)
const cap = fc
  .record({
    per: fc.constantFrom('action', 'order', 'customer', 'actor', 'tenant'),
    every: fc.constantFrom('hour', 'day'),
    when: fc.record(asked, { requiredKeys: [] }),
    count: perhaps(fc.integer({ min: 0, max: 5 })),
    money: perhaps(money),
  })
  .map(({ count, money: most, ...rest }) => ({
    ...rest,
    ...(count !== undefined && { count }),
    ...(most ? { money: most } : count === undefined && { count: 3 }),
  }))

const rates = { base: 'EUR', worth: { USD: '0.92', JPY: '0.0061', KWD: '3' } }

/** Any policy that the schema lets pass. CHF has no rate. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(fc.record({ when, verdict }), { maxLength: 6 }),
    caps: fc.array(cap, { maxLength: 3 }),
    hasRates: fc.boolean(),
  })
  .map(({ rules, caps, hasRates }) =>
    policySchema.parse({
      rules: rules.map((rule, at) => ({ name: `rule-${at}`, ...rule })),
      caps: caps.map((one, at) => ({ name: `cap-${at}`, ...one })),
      ...(hasRates && { rates }),
    }),
  )

/** A deny of whatever kind. */
export const denies: fc.Arbitrary<Policy['rules'][number]> = when
  .map(
    one => policySchema.parse({ rules: [{ name: 'the-deny', when: one, verdict: { is: 'deny' } }] }).rules[0],
  )
  .filter(rule => rule !== undefined)

const preview = fc
  .record({
    subject: fc.constantFrom('order-1', 'order-2'),
    customer: perhaps(fc.constantFrom('customer-1', 'customer-2')),
    money: perhaps(money),
    recipients: perhaps(fc.subarray(people)),
  })
  .map(({ subject, customer, money: moved, recipients }) => ({
    subject,
    title: subject,
    changes: [],
    ...(customer !== undefined && { customer }),
    ...(moved && { money: moved }),
    ...(recipients && { recipients }),
  }))

/** Any question about a policy, with the permissions that it needs or without. */
export const questionsOf = (policy: Policy): fc.Arbitrary<Question> =>
  fc
    .record({
      tool: fc.constantFrom(...tools),
      risk: fc.constantFrom(...risks),
      kind: fc.constantFrom('member', 'key', 'solution', 'system'),
      id: fc.constantFrom('mem_1', 'key_1', 'backorders'),
      role: perhaps(fc.constantFrom('owner', 'admin', 'agent', 'viewer')),
      via: fc.constantFrom('rest', 'mcp', 'cli', 'job', 'console'),
      isPermitted: fc.boolean(),
      preview: perhaps(preview),
      taint: perhaps(fc.subarray(['customer message'])),
      verified: perhaps(fc.subarray(people)),
    })
    .map(({ kind, id, role, via, isPermitted, risk, ...rest }) => ({
      ...rest,
      risk,
      actor: { kind, id, role, via, permissions: new Set(isPermitted ? [`act:${risk}` as const] : []) },
      permission: `act:${risk}` as const,
      policy,
    }))

/** A question about a policy of one's own. */
export const questions: fc.Arbitrary<Question> = policies.chain(questionsOf)

/** Any stop; about half of them concern some question. */
export const stops: fc.Arbitrary<Stop> = fc.record({
  what: fc.constantFrom('everything', 'writes', 'tool', 'actor'),
  subject: fc.constantFrom(...tools, 'member mem_1', 'solution backorders'),
  because: fc.constant('we look into it.'),
})
