import { z } from 'zod'
import { decide } from './decide.ts'
import { money, oneTool, roles, risks, type Policy } from './policy.ts'
import type { Question, Verdict } from './question.ts'

/** An imagined deed, to ask a policy about it. What is left out is not known, as it may be of a real one. */
export const trialSchema = z.strictObject({
  tool: oneTool,
  risk: z.enum(risks),
  actor: z.enum(['member', 'key', 'solution', 'system']).default('member'),
  role: z.enum(roles).optional(),
  by: z.string().min(1).max(100).default('somebody'),
  via: z.enum(['rest', 'mcp', 'cli', 'job', 'console']).default('console'),
  money: money.optional(),
  order: z.string().min(1).max(100).optional(),
  customer: z.string().min(1).max(100).optional(),
  recipients: z.array(z.string().max(320)).max(100).optional(),
  verified: z.array(z.string().max(320)).max(100).optional(),
  tainted: z.boolean().default(false),
})

/** What a verdict should be, by whoever wrote the policy. */
export const caseSchema = z.strictObject({
  name: z.string().min(1).max(200),
  asks: trialSchema,
  expect: z.strictObject({
    is: z.enum(['allow', 'approve', 'deny']),
    approvals: z.int().optional(),
    rule: z.string().max(100).optional(),
  }),
})

/** A trial as the question that it stands for: somebody with the permission, nothing used yet, nothing stopped. */
export function questionOf(trial: z.output<typeof trialSchema>, policy: Policy): Question {
  const { tool, risk, actor: kind, role, by: id, via, order, customer, recipients, verified, tainted } = trial
  const isShown = [trial.money, order, customer, recipients].some(one => one !== undefined)
  const permission = `act:${risk}` as const
  return {
    tool,
    risk,
    permission,
    actor: { kind, id, via, role, permissions: new Set([permission]) },
    policy,
    verified,
    taint: tainted ? ['imagined'] : [],
    ...(isShown && {
      preview: {
        subject: order ?? tool,
        title: order ?? tool,
        changes: [],
        ...(customer !== undefined && { customer }),
        ...(recipients && { recipients }),
        ...(trial.money && { money: trial.money }),
      },
    }),
  }
}

/** Asks a policy about one case, and compares. */
export function tryCase(
  { asks, expect }: z.output<typeof caseSchema>,
  policy: Policy,
): { isAsExpected: boolean; verdict: Verdict } {
  const verdict = decide(questionOf(asks, policy))
  const isAsExpected =
    verdict.is === expect.is &&
    (expect.rule === undefined || verdict.rule === expect.rule) &&
    (expect.approvals === undefined || (verdict.is === 'approve' && verdict.approvals === expect.approvals))
  return { isAsExpected, verdict }
}
