import { z } from 'zod'
import { approveBatch, layTogether } from '#spine/actions/proposals/approve-batch.ts'
import { decideApproval } from '#spine/actions/proposals/decide-approval.ts'
import { appendAudit } from '#spine/audit/append.ts'
import { barTo, listDecisions } from '#spine/approvals/decisions.ts'
import { approvalStates, listApprovals, readApproval, shownApproval } from '#spine/approvals/request.ts'
import { approvalChannel, setApprovalChannel } from '#spine/approvals/settings.ts'
import { readId } from '#spine/ids.ts'
import { pageOf } from './paging.ts'
import { nothing, paging, route } from '../route.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'the hash that was shown, in hex')
const Reason = z.string().trim().min(1).max(500)
const Ids = z.array(z.string().max(64)).min(1).max(200)

/** What the doors take; the pages parse their forms by the same. */
export const Laid = z.object({ approvals: Ids })
export const BatchWord = z.object({ approvals: Ids, hash: Hash, reason: Reason })
export const Spoken = z.object({ hash: Hash, verdict: z.enum(['approve', 'deny']), reason: Reason })

const idOf = (params: Readonly<Record<string, string>>): string => readId('apr', params['approval'] ?? '')
const uuids = (ids: readonly string[]): string[] => ids.map(id => readId('apr', id))

/** What waits for people, and their deciding. Only a signed-in member decides, whatever a key is scoped for. */
export const approvalRoutes = [
  route({
    method: 'GET',
    path: '/v1/approvals',
    permission: 'approvals:read',
    says: 'Actions that wait, or waited, for a person, newest first.',
    input: paging.extend({ state: z.enum(approvalStates).optional() }),
    work: asked =>
      pageOf(
        asked,
        'approvals',
        (tx, seek) => listApprovals(tx, { ...seek, ...(asked.input.state && { state: asked.input.state }) }),
        shownApproval,
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/approvals/:approval',
    permission: 'approvals:read',
    says: 'One of them: the exact difference, the money, who is told, what cannot be undone, and who said what.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const approval = await readApproval(tx, idOf(params))
        const tool = house.engine.registry.get(approval.action)
        return {
          body: {
            ...shownApproval(approval),
            decisions: await listDecisions(tx, approval.id),
            action_says: tool?.action.says ?? '',
            // What keeps the caller from either word, so that no button is offered in vain.
            bars: {
              approve: barTo(actor, approval, 'approve') ?? null,
              deny: barTo(actor, approval, 'deny') ?? null,
            },
            recall_seconds: tool?.action.recallSeconds ?? null,
            can_undo: tool?.by.kind === 'connector' && tool.by.provided.undo !== undefined,
          },
        }
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/approvals/:approval/decision',
    permission: 'approvals:decide',
    says: 'Approve or deny, by the hash that was shown. Nobody decides upon what they asked for.',
    input: Spoken,
    work: async ({ house, actor, params, input }) => {
      const word = { approval: idOf(params), ...input }
      return { body: shownApproval(await decideApproval(house.engine, actor, word)) }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/approval-batches',
    permission: 'approvals:read',
    says: 'Lay approvals together, to see them, and their money in all, before approving all at once by this hash.',
    input: Laid,
    work: async ({ house, actor, input }) => {
      const batch = await house.db.tenant(actor.tenantId, tx => layTogether(tx, uuids(input.approvals)))
      return { body: { ...batch, approvals: batch.approvals.map(shownApproval) } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/approval-batches/approve',
    permission: 'approvals:decide',
    says: 'Approve all of a batch or none, by the hash that was shown.',
    input: BatchWord,
    work: async ({ house, actor, input }) => {
      const wanted = { ...input, approvals: uuids(input.approvals) }
      return { body: { data: (await approveBatch(house.engine, actor, wanted)).map(shownApproval) } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/approval-settings',
    permission: 'settings:read',
    says: 'Where approvers are told of what waits.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: { chat_channel: await house.db.tenant(actor.tenantId, approvalChannel) },
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/approval-settings',
    permission: 'settings:write',
    says: 'Say where approvers are told: a channel of the connected chat, or null for nowhere.',
    input: z.object({ chat_channel: z.string().trim().min(1).max(80).nullable() }),
    work: async ({ house, actor, input }) => {
      await house.db.tenant(actor.tenantId, async tx => {
        await setApprovalChannel(tx, input.chat_channel)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'approval_settings.changed',
          outcome: 'succeeded',
        })
      })
      return { body: input }
    },
  }),
]
