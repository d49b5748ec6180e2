import assert from 'node:assert/strict'
import test from 'node:test'
import type { Risk } from '#spine/connections/provided.ts'
import { capInWords } from '../caps.ts'
import { barred, decide } from '../decide.ts'
import { noPolicy, policySchema } from '../policy.ts'
import type { Question, Stop } from '../question.ts'

const admin = {
  kind: 'member',
  id: 'mem_1',
  role: 'admin',
  via: 'console',
  permissions: new Set([
    'act:money',
    'act:internal',
    'act:customer',
    'act:irreversible',
    'act:read',
  ] as const),
} as const

function ask(policy: object, about: Partial<Question> & { risk: Risk }) {
  return decide({
    tool: 'shopify.refund_order',
    actor: admin,
    permission: `act:${about.risk}`,
    ...about,
    policy: policySchema.parse(policy),
  })
}

const refund = (minor: number, currency = 'EUR') => ({
  subject: '7',
  title: '#1007',
  changes: [],
  customer: 'c1',
  money: { minor, currency },
})

test('without a rule the class of risk decides, for an admin at the console too', () => {
  assert.equal(ask({}, { risk: 'read' }).is, 'allow')
  assert.equal(ask({}, { risk: 'internal' }).is, 'allow')
  const money = ask({}, { risk: 'money', preview: refund(1) })
  assert.deepEqual([money.is, money.rule], ['approve', 'default-money'])
  assert.deepEqual(ask({}, { risk: 'irreversible' }), {
    is: 'approve',
    approvals: 2,
    freshSignIn: true,
    rule: 'default-irreversible',
    says: 'No rule speaks of this; actions of the class irreversible are done after the approval of 2 people, signed in within 15 minutes.',
  })
})

test('A20: a write that strangers’ words led to waits for a person, and looking does not', () => {
  const taint = ['customer message']
  assert.equal(ask({}, { risk: 'internal', taint }).is, 'approve')
  assert.equal(ask({}, { risk: 'read', taint }).is, 'allow')
  const rules = [{ name: 'notes', when: { risk: ['internal'], tainted: 'also' }, verdict: { is: 'allow' } }]
  assert.equal(ask({ rules }, { risk: 'internal', taint }).is, 'allow')
})

test('what is stopped is refused, whoever asks, with the reason', () => {
  const stop = (what: Stop['what'], subject = '', risk: Risk = 'internal') =>
    ask({}, { risk, stops: [{ what, subject, because: 'we look into it.' }] })
  assert.deepEqual(stop('writes'), {
    is: 'deny',
    code: 'stopped',
    rule: 'stop writes',
    says: 'All writing is stopped: we look into it.',
  })
  assert.equal(stop('writes', '', 'read').is, 'allow')
  assert.equal(stop('everything', '', 'read').is, 'deny')
  assert.equal(stop('tool', 'shopify.refund_order').is, 'deny')
  assert.equal(stop('tool', 'shopify.refund').is, 'allow')
  assert.equal(stop('actor', 'member mem_1', 'read').is, 'deny')
  assert.equal(stop('actor', 'member mem_2').is, 'allow')
})

const loose = {
  rules: [
    {
      name: 'small-refunds',
      when: { risk: ['money'], role: ['admin'], moneyAtMost: { minor: 5000, currency: 'EUR' } },
      verdict: { is: 'allow' },
    },
  ],
}

test('a rule lets small money of admins pass, and nothing that is larger, unknown, or another’s', () => {
  const passed = ask(loose, { risk: 'money', preview: refund(5000) })
  assert.equal(passed.is, 'allow')
  assert.equal(
    passed.says,
    'The rule small-refunds says: class money, by the role admin, at most 50.00 EUR: at once.',
  )
  assert.equal(ask(loose, { risk: 'money', preview: refund(5001) }).is, 'approve')
  assert.equal(ask(loose, { risk: 'money' }).is, 'approve')
  assert.equal(
    ask(loose, { risk: 'money', preview: { ...refund(1), money: undefined } as never }).is,
    'approve',
  )
  assert.equal(ask(loose, { risk: 'money', preview: refund(100, 'USD') }).is, 'approve')
  assert.equal(ask(loose, { risk: 'money', preview: refund(1.5) }).is, 'approve')
  const agent = { ...admin, role: 'agent' as const }
  assert.equal(ask(loose, { risk: 'money', preview: refund(1), actor: agent }).is, 'approve')
  assert.equal(ask(loose, { risk: 'money', preview: refund(1), taint: ['customer message'] }).is, 'approve')
})

test('a deny speaks first wherever it stands, also where the fact that it hangs upon is unknown', () => {
  const policy = {
    rules: [
      ...loose.rules,
      {
        name: 'never-large',
        when: { moneyOver: { minor: 10_000, currency: 'EUR' } },
        verdict: { is: 'deny' },
      },
    ],
    rates: { base: 'EUR', worth: { USD: '0.5' } },
  }
  const large = ask(policy, { risk: 'money', preview: refund(10_001) })
  assert.deepEqual([large.is, large.rule], ['deny', 'never-large'])
  assert.equal(ask(policy, { risk: 'money' }).is, 'deny')
  assert.equal(ask(policy, { risk: 'money', preview: refund(20_000, 'USD') }).is, 'approve')
  assert.equal(ask(policy, { risk: 'money', preview: refund(20_002, 'USD') }).is, 'deny')
  assert.equal(ask(policy, { risk: 'internal' }).is, 'allow')
})

test('A23: recipients are verified by us, each of them', () => {
  const policy = {
    rules: [
      { name: 'in-thread', when: { risk: ['customer'], recipientsVerified: true }, verdict: { is: 'allow' } },
    ],
  }
  const mail = (...recipients: string[]) => ({ subject: 't', title: 't', changes: [], recipients })
  const verified = ['ada@example.com']
  const is = (preview: ReturnType<typeof mail>) => ask(policy, { risk: 'customer', preview, verified }).is
  assert.equal(is(mail('Ada@example.com')), 'allow')
  assert.equal(is(mail('ada@example.com', 'eve@example.com')), 'approve')
  assert.equal(ask(policy, { risk: 'customer', verified }).is, 'approve')
})

test('caps are told with what they let pass', () => {
  const policy = {
    ...loose,
    caps: [
      { name: 'refunds', per: 'order', every: 'day', count: 3, money: { minor: 6000, currency: 'EUR' } },
    ],
  }
  const usage = [{ key: 'refunds day EUR', subject: ' 7', count: 1, minor: 4000 }]
  const full = ask(policy, { risk: 'money', preview: refund(2001), usage })
  assert.deepEqual(full, {
    is: 'deny',
    code: 'cap',
    rule: 'cap refunds',
    says: 'The cap refunds lets pass at most 3 times and 60.00 EUR per order and day (1 times, 40.00 EUR used); this would be 20.01 EUR.',
  })
  assert.equal(ask(policy, { risk: 'money', preview: refund(2000), usage }).is, 'allow')
  const foreign = ask(policy, { risk: 'money', preview: refund(1, 'USD') })
  assert.match(foreign.says, /USD cannot be counted in EUR: no rate is stored/)
  assert.match(ask(policy, { risk: 'money' }).says, /Which order it concerns is not known/)
})

test('doors may ask what is barred before anything is known of the deed', () => {
  const about = { actor: admin, tool: 'shopify.refund_order', risk: 'money' } as const
  assert.equal(barred({ ...about, permission: 'act:money' }), undefined)
  assert.equal(barred({ ...about, permission: 'keys:write' })?.code, 'permission')
  const actor = { ...admin, tools: new Set(['shopify.get_order']) }
  assert.equal(barred({ ...about, actor, permission: 'act:money' })?.code, 'key')
})

test('a cap is told in words', () => {
  const words = policySchema
    .parse({
      caps: [
        { name: 'a', per: 'customer', every: 'day', money: { minor: 50_000, currency: 'EUR' } },
        { name: 'b', per: 'tenant', every: 'hour', count: 3 },
      ],
    })
    .caps.map(capInWords)
  assert.deepEqual(words, ['at most 500.00 EUR per customer and day', 'at most 3 times per hour'])
})

test('nothing said is the policy of the beginning', () => {
  assert.deepEqual(policySchema.parse({}), noPolicy)
})

test('a policy that nobody could obey is not taken', () => {
  const cap = { name: 'a', per: 'tenant', every: 'day' }
  for (const bad of [
    { rules: [{ name: 'a', verdict: { is: 'maybe' } }] },
    { rules: [{ name: 'A', verdict: { is: 'deny' } }] },
    { rules: [{ name: 'a', when: { tol: ['x'] }, verdict: { is: 'deny' } }] },
    { rules: [0, 1].map(() => ({ name: 'a', verdict: { is: 'deny' } })) },
    { caps: [cap] },
    { caps: [{ ...cap, count: -1 }] },
    { caps: [{ ...cap, money: { minor: 0.5, currency: 'EUR' } }] },
    { rates: { base: 'EUR', worth: { USD: '0' } } },
    { rates: { base: 'EUR', worth: { USD: '1e3' } } },
  ])
    assert.equal(policySchema.safeParse(bad).success, false, JSON.stringify(bad))
})
