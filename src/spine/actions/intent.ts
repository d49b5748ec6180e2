import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Tx } from '../database/database.ts'
import { Refusal, type RefusalCode } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'

/** Who asked, as kept with the intent. */
export type Asker = Pick<Actor, 'kind' | 'id' | 'name' | 'via'>

export type IntentState = 'waiting' | 'sending' | 'unknown' | 'succeeded' | 'refused' | 'needs_person'

/** An outside write from its decision to its proven end. */
export interface Intent {
  readonly id: string
  readonly action: string
  readonly tool: string
  readonly connection_id: string
  readonly key: string
  readonly input: Record<string, unknown>
  readonly input_hash: Buffer
  readonly actor: Asker
  readonly state: IntentState
  readonly attempt: number
  readonly absences: number
  readonly output: Record<string, unknown> | null
  readonly refusal: { code: RefusalCode; says: string } | null
  readonly evidence: string | null
  readonly created_at: Date
  readonly sent_at: Date | null
  readonly lease_until: Date | null
  readonly is_leased: boolean
  readonly age_seconds: number
}

const columns = `id, action, tool, connection_id, key, input, input_hash, actor, state, attempt, absences, output, refusal, evidence,
  created_at, sent_at, lease_until, coalesce(lease_until > clock_timestamp(), false) as is_leased,
  extract(epoch from clock_timestamp() - created_at)::float8 as age_seconds`

export interface NewIntent {
  readonly id: string
  readonly action: string
  readonly tool: string
  readonly connectionId: string
  readonly key: string
  readonly input: Record<string, unknown>
  readonly actor: Asker
}

/** SHA-256 of the canonical JSON: equal inputs have equal hashes, however they were written. */
function inputHash(input: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalize(input) ?? '')
    .digest()
}

/**
 * Commits to a deed before any byte is sent. The same key again gives the intent that stands already, if its input is the same;
 * another input under the same key is refused.
 */
export async function commitIntent(tx: Tx, wanted: NewIntent): Promise<{ intent: Intent; isNew: boolean }> {
  const hash = inputHash(wanted.input)
  const [made] = await tx.query<Intent>(
    `insert into intents (tenant_id, id, action, tool, connection_id, key, input_hash, input, actor, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting') on conflict (tenant_id, action, key) do nothing
     returning ${columns}`,
    [
      tx.tenantId,
      wanted.id,
      wanted.action,
      wanted.tool,
      wanted.connectionId,
      wanted.key,
      hash,
      JSON.stringify(wanted.input),
      JSON.stringify(wanted.actor),
    ],
  )
  if (made) return { intent: made, isNew: true }
  const [standing] = await tx.query<Intent>(`select ${columns} from intents where action = $1 and key = $2`, [
    wanted.action,
    wanted.key,
  ])
  if (!standing) throw new Error('An intent vanished between two statements of one transaction.')
  if (!standing.input_hash.equals(hash)) {
    throw new Refusal('conflict', 'The same key was used before with another input.')
  }
  return { intent: standing, isNew: false }
}

/** The intent under a row lock, or undefined. */
export async function lockIntent(tx: Tx, id: string): Promise<Intent | undefined> {
  const [intent] = await tx.query<Intent>(`select ${columns} from intents where id = $1 for update`, [id])
  return intent
}

/** One intent. */
export async function readIntent(tx: Tx, id: string): Promise<Intent> {
  const [intent] = await tx.query<Intent>(`select ${columns} from intents where id = $1`, [id])
  if (!intent) throw new Refusal('not_found', 'There is no such action on record.')
  return intent
}

/** Intents, newest first; optionally of one state. */
export function listIntents(
  tx: Tx,
  page: { limit: number; after?: { at: string; id: string }; state?: string },
): Promise<(Intent & { at: string })[]> {
  return tx.query(
    `select ${columns}, to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from intents
      where ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) and ($4::text is null or state = $4)
      order by created_at desc, id desc limit $1`,
    [page.limit, page.after?.at ?? null, page.after?.id ?? null, page.state ?? null],
  )
}

/** Moves an intent on. Only the fields given change. */
export async function moveIntent(
  tx: Tx,
  id: string,
  to: {
    state: IntentState
    leaseSeconds?: number
    attempt?: number
    absences?: number
    output?: unknown
    refusal?: { code: RefusalCode; says: string }
    evidence?: string
  },
): Promise<void> {
  const isFinal = to.state === 'succeeded' || to.state === 'refused'
  await tx.query(
    `update intents set state = $2, lease_until = clock_timestamp() + $3::float8 * interval '1 s',
            attempt = coalesce($4, attempt), absences = coalesce($5, absences), output = coalesce($6, output),
            refusal = coalesce($7, refusal), evidence = coalesce($8, evidence),
            sent_at = case when $2 = 'sending' then coalesce(sent_at, clock_timestamp()) else sent_at end,
            finished_at = case when $9 then clock_timestamp() else null end
      where id = $1`,
    [
      id,
      to.state,
      to.leaseSeconds ?? null,
      to.attempt ?? null,
      to.absences ?? null,
      to.output === undefined ? null : JSON.stringify(to.output),
      to.refusal === undefined ? null : JSON.stringify(to.refusal),
      to.evidence ?? null,
      isFinal,
    ],
  )
}
