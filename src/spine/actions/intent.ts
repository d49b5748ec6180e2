import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Preview } from '../connections/provided.ts'
import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { Refusal, type RefusalCode } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'

/** Who asked, as kept with the intent. */
export type Asker = Pick<Actor, 'kind' | 'id' | 'name' | 'via' | 'role'>

/** Every state, in the order of a life. */
export const intentStates = [
  'proposed',
  'waiting',
  'sending',
  'unknown',
  'succeeded',
  'refused',
  'needs_person',
] as const

export type IntentState = (typeof intentStates)[number]

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
  /** Since it was first sent, or before that, since it was made; since the restore where that came later. */
  readonly age_seconds: number
  /** What the write would do, as it was decided upon; null where nothing was previewed. */
  readonly preview: Preview | null
  /** Over tool, connection, input, preview and key: what is sent must still have this hash. */
  readonly hash: Buffer | null
  /** The done intent that this one takes back. */
  readonly undoes: string | null
  /** As in a Wish. */
  readonly taint: readonly string[] | null
  readonly verified: readonly string[] | null
  /** It may have been done at any time since, and a backup that was restored does not know; null where there is no doubt. */
  readonly doubted_since: Date | null
}

const columns = `id, action, tool, connection_id, key, input, input_hash, actor, state, attempt, absences, output, refusal, evidence,
  created_at, sent_at, lease_until, coalesce(lease_until > clock_timestamp(), false) as is_leased,
  extract(epoch from clock_timestamp() - greatest(coalesce(sent_at, created_at), doubted_at))::float8 as age_seconds,
  preview, hash, undoes, taint, verified, doubted_since`

export interface NewIntent {
  readonly id: string
  readonly action: string
  readonly tool: string
  readonly connectionId: string
  readonly key: string
  readonly input: Record<string, unknown>
  readonly actor: Asker
  readonly state: 'proposed' | 'waiting'
  readonly preview?: Preview | undefined
  readonly hash?: Buffer | undefined
  readonly undoes?: string | undefined
  readonly taint?: readonly string[] | undefined
  readonly verified?: readonly string[] | undefined
  /** Its key was made for this wish, so that nobody can have done it before. */
  readonly isUnheardOf?: boolean | undefined
}

/** SHA-256 of the canonical JSON: equal inputs have equal hashes, however they were written. */
function inputHash(input: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalize(input) ?? '')
    .digest()
}

// After a restore the facts of the lost time are told anew, and what was done about them then would be done again. They all are by
// then: a shop is scanned every quarter of an hour.
const doubt = `select min(taken_at) as since, max(found_at) as at from restores
  where tenant_id = $1 and not $16::boolean and found_at > now() - interval '7 days'`

/**
 * Commits to a deed before any byte is sent. The same key again gives the intent that stands already, if its input is the same;
 * another input under the same key is refused.
 */
export async function commitIntent(tx: Tx, wanted: NewIntent): Promise<{ intent: Intent; isNew: boolean }> {
  const hash = inputHash(wanted.input)
  const [made] = await tx.query<Intent>(
    `insert into intents (tenant_id, id, action, tool, connection_id, key, input_hash, input, actor, state, preview, hash, undoes,
                          taint, verified, doubted_since, doubted_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, doubt.since, doubt.at
       from (${doubt}) doubt
     on conflict (tenant_id, action, key) where not is_void do nothing returning ${columns}`,
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
      wanted.state,
      wanted.preview === undefined ? null : JSON.stringify(wanted.preview),
      wanted.hash ?? null,
      wanted.undoes ?? null,
      wanted.taint ?? null,
      wanted.verified ?? null,
      wanted.isUnheardOf ?? false,
    ],
  )
  if (made) return { intent: made, isNew: true }
  const standing = await findStanding(tx, wanted)
  if (!standing) throw new Error('An intent vanished between two statements of one transaction.')
  return { intent: standing, isNew: false }
}

/** The intent that stands for this deed already. Another input under its key is refused, `conflict`. */
export async function findStanding(
  tx: Tx,
  wanted: Pick<NewIntent, 'action' | 'key' | 'input'>,
): Promise<Intent | undefined> {
  const [standing] = await tx.query<Intent>(
    `select ${columns} from intents where action = $1 and key = $2 and not is_void`,
    [wanted.action, wanted.key],
  )
  if (standing && !standing.input_hash.equals(inputHash(wanted.input))) {
    throw new Refusal('conflict', 'The same key was used before with another input.')
  }
  return standing
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
    /** Nothing was sent and nothing will be: the same fact may be proposed again. */
    isVoid?: boolean
    proposal?: { preview: Preview; hash: Buffer }
    /** It was looked up, and is not there. */
    isDoubtless?: boolean
  },
): Promise<void> {
  const isFinal = to.state === 'succeeded' || to.state === 'refused'
  await tx.query(
    `update intents set state = $2, lease_until = clock_timestamp() + $3::float8 * interval '1 s',
            attempt = coalesce($4, attempt), absences = coalesce($5, absences), output = coalesce($6, output),
            refusal = coalesce($7, refusal), evidence = coalesce($8, evidence),
            sent_at = case when $2 = 'sending' then coalesce(sent_at, clock_timestamp()) else sent_at end,
            finished_at = case when $9 then clock_timestamp() else null end, is_void = is_void or $10,
            preview = coalesce($11, preview), hash = coalesce($12, hash),
            doubted_since = case when $13 then null else doubted_since end
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
      to.isVoid ?? false,
      to.proposal === undefined ? null : JSON.stringify(to.proposal.preview),
      to.proposal?.hash ?? null,
      to.isDoubtless ?? false,
    ],
  )
}

/** An intent as doors show it. */
export function shownIntent(intent: Intent) {
  return {
    id: showId('int', intent.id),
    tool: intent.tool,
    connection: showId('conn', intent.connection_id),
    state: intent.state,
    attempt: intent.attempt,
    actor: intent.actor,
    input: intent.input,
    preview: intent.preview,
    output: intent.output,
    refusal: intent.refusal,
    evidence: intent.evidence,
    undoes: intent.undoes && showId('int', intent.undoes),
    created_at: intent.created_at,
  }
}
