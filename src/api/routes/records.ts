import { z } from 'zod'
import { listAudit } from '#spine/audit/read.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import { readId, showId } from '#spine/ids.ts'
import { listDeadJobs, reviveJob } from '#spine/jobs/dead.ts'
import { pageOf } from './paging.ts'
import { nothing, paging, route } from '../route.ts'

export const recordRoutes = [
  route({
    method: 'GET',
    path: '/v1/dead-jobs',
    permission: 'events:read',
    says: 'Jobs that were given up, with the reason.',
    input: paging,
    work: asked =>
      pageOf(
        asked,
        'dead-jobs',
        async (tx, seek) =>
          (await listDeadJobs(tx, seek)).map(job => ({ ...job, at: job.died_at.toISOString() })),
        ({ at: _at, id, ...job }) => ({ id: showId('job', id), ...job }),
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/dead-jobs/:job/replay',
    permission: 'events:replay',
    says: 'Put a job that was given up back into its queue, once.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const id = readId('job', params['job'] ?? '')
      await house.db.tenant(actor.tenantId, tx => reviveJob(tx, house.engine.add, id))
      return { status: 202, body: { replayed: true } }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/audit',
    permission: 'audit:read',
    says: 'The audit, newest first; next_before is the place of the next page.',
    input: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.coerce.number().int().positive().optional(),
    }),
    work: async ({ house, actor, input }) => {
      const rows = await house.db.tenant(actor.tenantId, tx =>
        listAudit(tx, { limit: input.limit, ...(input.before !== undefined && { before: input.before }) }),
      )
      return {
        body: { data: rows, has_more: rows.length === input.limit, next_before: rows.at(-1)?.seq ?? null },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/audit/verify',
    permission: 'audit:read',
    says: 'Walk the chain of the audit, with the heads that were signed, and name the first record that does not hold.',
    input: nothing,
    work: async ({ house, actor }) => {
      const heads = await house.engine.anchoring?.read(actor.tenantId)
      return { body: await verifyAudit(house.db, actor.tenantId, { heads }) }
    },
  }),
]
