import { z } from 'zod'
import { capInWords } from '#spine/policies/caps.ts'
import { decide } from '#spine/policies/decide.ts'
import { letGoOn, listStops, stop } from '#spine/policies/kill-switches.ts'
import { capsOf, policySchema } from '#spine/policies/policy.ts'
import { listUsage, standingOf } from '#spine/policies/standing.ts'
import { listPolicies, savePolicy } from '#spine/policies/store.ts'
import { questionOf, trialSchema } from '#spine/policies/trial.ts'
import { policyInWords } from '#spine/policies/words.ts'
import { nothing, route } from '../route.ts'

const change = z.object({
  from: z.int().min(0).describe('The version that you read; another one by now is a conflict.'),
  reason: z.string().trim().min(1).max(500).describe('Why, for those who come later.'),
})

const switched = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['everything', 'writes']) }),
  z.object({
    what: z.enum(['tool', 'actor']),
    subject: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('A tool’s name; or `member mem_…`, `key key_…`, `solution …`.'),
  }),
])

export const policyRoutes = [
  route({
    method: 'GET',
    path: '/v1/policies',
    permission: 'policies:read',
    says: 'The policy that holds, in words and as data, and the versions before it.',
    input: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.coerce.number().int().positive().optional().describe('next_before of the page before.'),
    }),
    work: async ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const { version, policy } = await standingOf(tx)
        const data = await listPolicies(tx, input)
        const last = data.at(-1)?.version ?? 1
        const next = data.length === input.limit && last > 1 ? last : null
        return {
          body: {
            version,
            policy,
            says: policyInWords(policy),
            data,
            has_more: next !== null,
            next_before: next,
          },
        }
      }),
  }),
  route({
    method: 'PUT',
    path: '/v1/policies',
    permission: 'policies:write',
    says: 'Make a new version of the policy. A person does, signed in within 15 minutes.',
    input: change.extend({ policy: policySchema }),
    work: async ({ house, actor, input }) => ({
      body: await house.db.tenant(actor.tenantId, tx => savePolicy(tx, actor, input)),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/policies/test',
    permission: 'policies:read',
    says: 'Ask the policy, or a draft of one, about an imagined deed. Nothing is done.',
    input: z.object({ asks: trialSchema, policy: policySchema.optional() }),
    work: async ({ house, actor, input: { asks, policy } }) => {
      const asked = policy ?? (await house.db.tenant(actor.tenantId, tx => standingOf(tx))).policy
      return { body: decide(questionOf(asks, asked)) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/caps',
    permission: 'policies:read',
    says: 'The caps, and what they have counted in this hour and day (UTC), the most used first.',
    input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    work: async ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const { version, policy } = await standingOf(tx)
        const caps = capsOf(policy).map(cap => ({ ...cap, says: capInWords(cap) }))
        return { body: { version, caps, usage: await listUsage(tx, input.limit) } }
      }),
  }),
  route({
    method: 'PUT',
    path: '/v1/caps',
    permission: 'policies:write',
    says: 'Make a new version of the policy with these caps and the rules as they are.',
    input: change.extend({ caps: policySchema.shape.caps }),
    work: async ({ house, actor, input: { caps, ...rest } }) => ({
      body: await house.db.tenant(actor.tenantId, async tx => {
        const { policy } = await standingOf(tx)
        return savePolicy(tx, actor, { ...rest, policy: { ...policy, caps } })
      }),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/kill-switches',
    permission: 'policies:read',
    says: 'What is stopped, by whom and why.',
    input: nothing,
    work: async ({ house, actor }) => ({ body: { data: await house.db.tenant(actor.tenantId, listStops) } }),
  }),
  route({
    method: 'PUT',
    path: '/v1/kill-switches',
    permission: 'stops:write',
    says: 'Stop everything, all writes, a tool or an actor, at once in every process; or let it go on.',
    input: z.object({
      switch: switched,
      stopped: z.boolean(),
      because: z.string().trim().min(1).max(500),
    }),
    work: async ({ house, actor, input }) => {
      const { what } = input.switch
      const subject = 'subject' in input.switch ? input.switch.subject : ''
      await house.db.tenant(actor.tenantId, tx =>
        input.stopped
          ? stop(tx, actor, { what, subject, because: input.because })
          : letGoOn(tx, actor, { what, subject }),
      )
      return { body: { data: await house.db.tenant(actor.tenantId, listStops) } }
    },
  }),
]
