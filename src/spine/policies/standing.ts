import type { Tx } from '../database/database.ts'
import { noPolicy, policySchema, type Policy } from './policy.ts'
import type { Deed, Stop, Usage } from './question.ts'
import { actorName } from './stops.ts'

/** What a decision of this moment stands on. */
export interface Standing {
  /** 0 where nobody has decided anything yet. */
  readonly version: number
  readonly policy: Policy
  readonly stops: readonly Stop[]
  /** Of every subject that the deed could count for. */
  readonly usage: readonly Usage[]
}

// What one transaction was decided by, it is also counted by.
const seen = new WeakMap<Tx, Policy>()

/** The policy by which this transaction decides. */
export async function policyIn(tx: Tx): Promise<Policy> {
  return seen.get(tx) ?? (await standingOf(tx)).policy
}

/** Reads, in the deed's own transaction, all that a decision about it stands on: what was stopped a moment ago holds now. */
export async function standingOf(
  tx: Tx,
  deed?: Pick<Deed, 'tool' | 'actor' | 'connection' | 'preview'>,
): Promise<Standing> {
  const [row] = await tx.query<{
    version: number | null
    policy: unknown
    stops: Stop[] | null
    usage: Usage[] | null
  }>(
    `select latest.version, latest.policy,
            (select json_agg(json_build_object('what', what, 'subject', subject, 'because', because)
                             order by stopped_at, what, subject) from stops) as stops,
            (select json_agg(json_build_object('key', key, 'subject', subject, 'count', count, 'minor', minor))
               from cap_usage where subject = any ($1) and since = date_trunc(every, now(), 'UTC')) as usage
       from (select) nothing left join (select version, policy from policies order by version desc limit 1) latest on true`,
    [deed ? subjectsOf(deed) : []],
  )
  const policy = seen.get(tx) ?? (row?.version ? policySchema.parse(row.policy) : noPolicy)
  seen.set(tx, policy)
  return {
    version: row?.version ?? 0,
    policy,
    stops: row?.stops ?? [],
    usage: row?.usage ?? [],
  }
}

// As capLines names them, for whatever caps there are.
function subjectsOf({
  tool,
  actor,
  connection,
  preview,
}: Pick<Deed, 'tool' | 'actor' | 'connection' | 'preview'>): string[] {
  const ids = preview ? [preview.subject, preview.customer ?? ''] : []
  return ['', tool, actorName(actor), ...ids.map(id => `${connection ?? ''} ${id}`)]
}

/** What each cap has counted in the present hour and day, the most used first. */
export function listUsage(tx: Tx, limit: number): Promise<(Usage & { since: Date; held: number })[]> {
  return tx.query(
    `select u.key, u.subject, u.count, u.minor::float8 as minor, u.since,
            (select count(*)::int from cap_reservations r
              where r.subject = u.subject and r.key = u.key and r.since = u.since) as held
       from cap_usage u where u.since = date_trunc(u.every, now(), 'UTC')
      order by u.minor desc, u.count desc, u.key, u.subject limit $1`,
    [limit],
  )
}
