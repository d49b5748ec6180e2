import { z } from 'zod'
import { isUndoable } from '#spine/actions/tool.ts'
import { listWritten, type Written } from '#spine/actions/written.ts'
import { decisionReasons } from '#spine/approvals/reasons.ts'
import { listAudit } from '#spine/audit/read.ts'
import { showId } from '#spine/ids.ts'
import { actorNames } from '#spine/tenancy/actor-names.ts'
import type { House } from '../../house.ts'
import { route } from '../../route.ts'

type Audited = Awaited<ReturnType<typeof listAudit>>[number]

/** What was done, told for people: the audit with the names of who did it, what it changed, and whether it can be taken back. */
export const activityRoutes = [
  route({
    method: 'GET',
    path: '/v1/activity',
    permission: 'audit:read',
    says: 'What was done, newest first: who, what, when, why, and for outside writes the difference they made.',
    input: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.coerce.number().int().positive().optional().describe('next_before of the page before.'),
      actor: z.string().max(200).optional().describe('One alone: `member mem_…`, `solution backorders`.'),
      kind: z.enum(['member', 'key', 'solution', 'system']).optional(),
      via: z.enum(['rest', 'mcp', 'cli', 'job', 'console']).optional().describe('mcp: what agents did.'),
    }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const rows = await listAudit(tx, input)
        const names = await actorNames(
          tx,
          rows.map(row => row.actor),
        )
        const written = actor.permissions.has('intents:read')
          ? await listWritten(tx, about('intent', rows))
          : []
        const reasons = await decisionReasons(tx, about('approval', rows))
        const data = rows.map(row => ({
          seq: row.seq,
          at: row.at,
          actor: row.actor,
          name: names.get(row.actor) ?? null,
          via: row.via,
          deed: row.deed,
          outcome: row.outcome,
          about: subjectShown(row.subject),
          why: reasons.get(idIn(row.subject, 'approval') ?? '') ?? whyOf(row.details),
          write: writeShown(
            house,
            written.find(({ id }) => id === idIn(row.subject, 'intent')),
          ),
        }))
        const next = rows.length === input.limit ? (rows.at(-1)?.seq ?? null) : null
        return { body: { data, has_more: next !== null, next_before: next } }
      }),
  }),
]

const prefixes: Readonly<Record<string, string>> = {
  intent: 'int',
  approval: 'apr',
  event: 'evt',
  connection: 'conn',
}

// The audit names things by their uuids; people, and every URL, by shown ids.
function subjectShown(subject: string | null): string | null {
  const [kind, id] = subject?.split(' ') ?? []
  const prefix = prefixes[kind ?? '']
  return prefix !== undefined && id !== undefined && /^[0-9a-f-]{36}$/.test(id) ? showId(prefix, id) : subject
}

function idIn(subject: string | null, kind: string): string | undefined {
  const [is, id] = subject?.split(' ') ?? []
  return is === kind && id !== undefined && /^[0-9a-f-]{36}$/.test(id) ? id : undefined
}

function about(kind: string, rows: readonly Audited[]): string[] {
  return rows.flatMap(({ subject }) => idIn(subject, kind) ?? [])
}

function whyOf(details: unknown): string | null {
  if (typeof details !== 'object' || details === null) return null
  const why: unknown = Reflect.get(details, 'reason') ?? Reflect.get(details, 'says')
  return typeof why === 'string' && why !== '' ? why : null
}

function writeShown({ engine }: House, one: Written | undefined) {
  if (!one) return null
  const tool = engine.registry.get(one.tool)
  return {
    id: showId('int', one.id),
    state: one.state,
    subject: one.preview?.subject ?? null,
    title: one.preview?.title ?? null,
    changes: one.preview?.changes ?? [],
    can_undo: tool !== undefined && isUndoable(tool) && one.state === 'succeeded' && one.preview !== null,
  }
}
