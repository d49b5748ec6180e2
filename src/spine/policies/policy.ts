import { z } from 'zod'

/** The classes of risk, as schemas take them. */
export const risks = ['read', 'personal', 'internal', 'customer', 'money', 'irreversible'] as const
/** Members' roles, as schemas take them. */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const
/** One tool by its name. */
export const oneTool = z.string().regex(/^[a-z0-9_.]{1,100}$/, 'a tool such as shopify.refund_order')
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower-case letters, digits and hyphens')
  .describe('What verdicts call it.')
const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency such as EUR')
/** An amount that schemas take: integer minor units of an ISO 4217 currency. */
export const money = z.strictObject({ minor: z.int().min(0), currency })
const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(50).optional()

const pattern = z
  .string()
  .regex(/^[a-z0-9_.*]{1,100}$/, 'a tool such as shopify.refund_order, or a part with *')
const asked = {
  tool: list(pattern).describe('Tools, `*` for any text: shopify.*, *.create_ticket.'),
  risk: list(z.enum(risks)),
  actor: list(z.enum(['member', 'key', 'solution', 'system'])),
  role: list(z.enum(roles)).describe('The role of a member.'),
  by: list(z.string().min(1).max(100)).describe('Ids of members and keys, names of solutions.'),
  via: list(z.enum(['rest', 'mcp', 'cli', 'job', 'console'])),
}

const when = z.strictObject({
  ...asked,
  moneyAtMost: money.optional(),
  moneyOver: money.optional(),
  recipientsVerified: z
    .boolean()
    .optional()
    .describe('Whether every recipient takes part in the verified thread.'),
  tainted: z
    .enum(['never', 'only', 'also'])
    .optional()
    .describe('Whether strangers’ words led to the wish. Left out: never for allow, also for the others.'),
})

const rule = z.strictObject({
  name,
  when: when.default({}),
  verdict: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('allow') }),
    z.strictObject({
      is: z.literal('approve'),
      approvals: z.int().min(1).max(5),
      freshSignIn: z.boolean().default(false),
    }),
    z.strictObject({ is: z.literal('deny') }),
  ]),
})

const cap = z.strictObject({
  name,
  per: z.enum(['action', 'order', 'customer', 'actor', 'tenant']),
  every: z.enum(['hour', 'day']).describe('By the database’s clock, in UTC.'),
  when: z.strictObject(asked).default({}),
  count: z.int().min(0).max(1_000_000_000).optional(),
  money: money.optional(),
})

const rates = z.strictObject({
  base: currency,
  worth: z.record(currency, z.string().regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,9})?$/, 'a decimal above 0')),
})

/**
 * What a tenant's people decided about its actions, whole: data only. Of the rules that fit, a deny speaks first wherever it
 * stands, then the first of the others; where none fits, the default of the risk class does (default-verdicts.ts).
 */
export const policySchema = z
  .strictObject({
    rules: z.array(rule).max(200).default([]),
    caps: z.array(cap).max(50).default([]),
    rates: rates.optional().describe('For caps and rules in another currency than the deed’s.'),
  })
  .superRefine(({ rules, caps }, context) => {
    for (const [where, named] of [['rules', rules] as const, ['caps', caps] as const])
      for (const [at, one] of named.entries())
        if (named.findIndex(other => other.name === one.name) < at)
          context.addIssue({ code: 'custom', path: [where, at, 'name'], message: 'stands twice' })
    for (const [at, one] of caps.entries())
      if (one.count === undefined && one.money === undefined)
        context.addIssue({ code: 'custom', path: ['caps', at], message: 'caps neither count nor money' })
  })

export type Policy = z.output<typeof policySchema>
export type Rule = Policy['rules'][number]
export type Cap = Policy['caps'][number]
export type When = Rule['when']

/** A loop gone wild stops here; a busy shop does not come near. A cap of the same name takes its place. */
const houseCaps: readonly Cap[] = [
  { name: 'each-action-hourly', per: 'action', every: 'hour', when: {}, count: 10_000 },
]

/** Every cap that counts: the tenant's own, and those of the house that it did not replace. */
export function capsOf(policy: Policy): readonly Cap[] {
  const own = new Set(policy.caps.map(one => one.name))
  return [...houseCaps.filter(one => !own.has(one.name)), ...policy.caps]
}

/** What holds until somebody decides otherwise. */
export const noPolicy: Policy = { rules: [], caps: [] }
