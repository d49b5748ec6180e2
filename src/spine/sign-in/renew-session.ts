import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { endSessions, openSession, type OpenedSession } from '../tenancy/sessions.ts'

// A session that somebody else got hold of must not give itself another way in.
const freshSeconds = 15 * 60

/** Throws Refusal `forbidden` unless a member signed in within the last quarter of an hour. */
export function refuseStale(actor: Actor): void {
  if (actor.kind === 'member' && actor.session && actor.session.ageSeconds <= freshSeconds) return
  throw new Refusal('forbidden', 'Sign in again first: this is changed within a quarter of an hour of that.')
}

/**
 * What follows a change of how a member signs in: it is on record, every session of theirs ends, and the one who changed it goes on
 * with a new one. Call it last in the transaction.
 */
export async function renewSession(tx: Tx, actor: Actor, deed: string): Promise<OpenedSession> {
  await endSessions(tx, actor.id)
  const session = await openSession(tx, actor.id)
  await appendAudit(tx, {
    actor: `${actor.kind} ${actor.id}`,
    via: actor.via,
    deed,
    subject: actor.id,
    outcome: 'succeeded',
  })
  return session
}
