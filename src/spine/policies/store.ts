import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { policySchema, type Policy } from './policy.ts'
import { actorName } from './stops.ts'

/** A policy as it was decided, and by whom. Times by the database's clock. */
export interface PolicyVersion {
  readonly version: number
  readonly policy: Policy
  readonly reason: string
  readonly made_by: string
  readonly made_via: string
  readonly made_at: Date
}

const freshSeconds = 15 * 60

/**
 * Makes a new version; it holds from this transaction's commit on. `from` is the version that was read before: another one by now is a
 * `conflict`. Only a person may, who signed in within 15 minutes, or the operator at the machine: else `forbidden`.
 */
export async function savePolicy(
  tx: Tx,
  actor: Actor,
  { policy, from, reason }: { policy: Policy; from: number; reason: string },
): Promise<PolicyVersion> {
  const isPerson = actor.kind === 'member' && (actor.session?.ageSeconds ?? Infinity) <= freshSeconds
  if (!isPerson && actor.kind !== 'system')
    throw new Refusal(
      'forbidden',
      'A policy is changed by a person who signed in within the last 15 minutes.',
    )
  const [made] = await tx.query<PolicyVersion>(
    `insert into policies (tenant_id, version, policy, reason, made_by, made_via)
     select $1, $2::int + 1, $3, $4, $5, $6
      where $2 = (select coalesce(max(version), 0) from policies)
     on conflict (tenant_id, version) do nothing returning version, policy, reason, made_by, made_via, made_at`,
    [tx.tenantId, from, JSON.stringify(policy), reason, actorName(actor), actor.via],
  )
  if (!made) throw new Refusal('conflict', 'The policy was changed by somebody else since you read it.')
  await appendAudit(tx, {
    actor: actorName(actor),
    via: actor.via,
    deed: 'policy.changed',
    subject: `policy ${made.version}`,
    outcome: 'succeeded',
    details: { rules: policy.rules.map(({ name }) => name), caps: policy.caps.map(({ name }) => name) },
  })
  return { ...made, policy: policySchema.parse(made.policy) }
}

/** Versions, newest first; those older than `before` where it is said. */
export async function listPolicies(
  tx: Tx,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<PolicyVersion[]> {
  const rows = await tx.query<PolicyVersion>(
    `select version, policy, reason, made_by, made_via, made_at from policies
      where $2::int is null or version < $2 order by version desc limit $1`,
    [limit, before ?? null],
  )
  return rows.map(row => ({ ...row, policy: policySchema.parse(row.policy) }))
}
