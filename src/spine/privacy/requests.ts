import type { Tx } from '../database/database.ts'
import { nextId } from '../ids.ts'
import type { Heard } from '../events/work.ts'
import type { Fact } from '../connections/intake.ts'
import type { AddJobs } from '../jobs/job.ts'
import { Refusal } from '../refusal.ts'
import { Subject } from './subject.ts'

export const requestKinds = ['data_request', 'customer_erasure', 'shop_erasure'] as const
export type RequestKind = (typeof requestKinds)[number]

/** The facts that ask for it. */
const askedBy: Readonly<Record<string, RequestKind>> = {
  'customer.data_requested': 'data_request',
  'customer.erasure_requested': 'customer_erasure',
  'shop.erasure_requested': 'shop_erasure',
}

export interface PrivacyRequest {
  readonly id: string
  readonly kind: RequestKind
  readonly connection_id: string
  readonly shop: string
  readonly state: 'waiting' | 'done'
  readonly asked_at: Date
  readonly due_at: Date
  readonly done_at: Date | null
  readonly report: unknown
  readonly at: string
}

const columns = `id, kind, connection_id, shop, state, asked_at, due_at, done_at,
  to_char(asked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** Takes in a request and sets its work going, in the transaction of the event that told of it. Repeated, it is the same request. */
export async function openRequest(tx: Tx, add: AddJobs, fact: Fact, heard: Heard): Promise<void> {
  const kind = askedBy[fact.name]
  if (!kind) return
  const id = nextId()
  const made = await tx.query(
    `insert into privacy_requests (tenant_id, id, kind, connection_id, shop, event_id, subject)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, event_id) do nothing returning id`,
    [
      tx.tenantId,
      id,
      kind,
      heard.connectionId,
      fact.subject,
      heard.eventId,
      JSON.stringify(Subject.parse(fact.details ?? {})),
    ],
  )
  if (made.length === 0) return
  const lane = `privacy:${heard.connectionId}`
  await add(tx, [{ queue: 'ticks', tenantId: tx.tenantId, lane, data: { tick: 'privacy', request: id } }])
}

/** Requests, newest first, without what was found. */
export function listRequests(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string }; state?: string },
): Promise<PrivacyRequest[]> {
  return tx.query<PrivacyRequest>(
    `select ${columns}, null as report from privacy_requests
      where ($2::timestamptz is null or (asked_at, id) < ($2, $3::uuid)) and ($4::text is null or state = $4)
      order by asked_at desc, id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null, page.state ?? null],
  )
}

/** One request with its report. Throws Refusal `not_found`. */
export async function readRequest(tx: Tx, id: string): Promise<PrivacyRequest> {
  const [found] = await tx.query<PrivacyRequest>(
    `select ${columns}, report from privacy_requests where id = $1`,
    [id],
  )
  if (!found) throw new Refusal('not_found', 'There is no such request.')
  return found
}
