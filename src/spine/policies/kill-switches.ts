import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Stop } from './question.ts'
import { actorName } from './stops.ts'

/** A stop with who made it, and when. */
export interface StopRow extends Stop {
  readonly stopped_by: string
  readonly stopped_at: Date
}

/** Stops something, for every process from this commit on. What is stopped already stays as it is. */
export async function stop(tx: Tx, actor: Actor, wanted: Stop): Promise<void> {
  const { what, subject, because } = wanted
  const made = await tx.query(
    `insert into stops (tenant_id, what, subject, because, stopped_by) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, what, subject) do nothing returning what`,
    [tx.tenantId, what, subject, because, actorName(actor)],
  )
  if (made.length > 0) await record(tx, actor, 'stop.made', wanted)
}

/** Lets go on what was stopped. What an actor's own stop holds, the actor cannot let go. Throws Refusal `forbidden`. */
export async function letGoOn(tx: Tx, actor: Actor, wanted: Pick<Stop, 'what' | 'subject'>): Promise<void> {
  if (wanted.what === 'actor' && wanted.subject === actorName(actor))
    throw new Refusal('forbidden', 'Somebody else must let you go on.')
  const gone = await tx.query('delete from stops where what = $1 and subject = $2 returning what', [
    wanted.what,
    wanted.subject,
  ])
  if (gone.length > 0) await record(tx, actor, 'stop.ended', wanted)
}

/** What is stopped, oldest first. */
export function listStops(tx: Tx): Promise<StopRow[]> {
  return tx.query(
    'select what, subject, because, stopped_by, stopped_at from stops order by stopped_at, what, subject',
  )
}

function record(
  tx: Tx,
  actor: Actor,
  deed: string,
  { what, subject }: Pick<Stop, 'what' | 'subject'>,
): Promise<void> {
  return appendAudit(tx, {
    actor: actorName(actor),
    via: actor.via,
    deed,
    subject: `${what} ${subject}`.trimEnd(),
    outcome: 'succeeded',
  })
}
