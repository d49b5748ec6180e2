import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import { barred } from '../policies/decide.ts'
import { refusalOf } from '../policies/decide-for.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { lockIntent, type Intent } from './intent.ts'
import type { Performance, Performing } from './performing.ts'
import { wantedOf } from './permit.ts'
import { endProposal } from './proposals/end-proposal.ts'
import type { Tool } from './tool.ts'

/**
 * How many seconds a decided write must still wait before it may be sent; 0 where its action lets nobody call it back. Counted from
 * the last person's yes, or from the asking where nobody had to agree; by the database's clock.
 */
export async function recallLeft<Desk>(tx: Tx, { action }: Tool<Desk>, intent: Intent): Promise<number> {
  if (action.recallSeconds === undefined || intent.attempt > 0) return 0
  const [row] = await tx.query<{ left: number }>(
    `select extract(epoch from
       greatest(i.created_at, max(d.decided_at)) + make_interval(secs => $3) - clock_timestamp())::float8 as left
       from intents i
       left join approvals a on a.tenant_id = i.tenant_id and a.intent_id = i.id
       left join approval_decisions d on d.tenant_id = a.tenant_id and d.approval_id = a.id
      where i.tenant_id = $1 and i.id = $2 group by i.created_at`,
    [tx.tenantId, intent.id, action.recallSeconds],
  )
  return Math.max(0, row?.left ?? 0)
}

/** What an asker is told of a write that is sent in a moment, unless it is called back. */
export function waitingToBeSent(intent: Pick<Intent, 'id'>, seconds: number): Performance {
  const id = showId('int', intent.id)
  const says = `This is sent in ${Math.ceil(seconds)} seconds, unless ${id} is undone before.`
  return {
    is: 'waiting_to_be_sent',
    intent: id,
    sendsAt: new Date(Date.now() + seconds * 1000).toISOString(),
    says,
  }
}

/** Whether it was decided upon, and nothing of it has been sent yet. */
export function isRecallable<Desk>({ action }: Tool<Desk>, { state, attempt }: Intent): boolean {
  return action.recallSeconds !== undefined && state === 'waiting' && attempt === 0
}

/**
 * Calls a write back before it is sent: it ends as withdrawn, and its fact may be wished again. Whoever may ask for it may call it back.
 * Throws Refusal `conflict` when the sending has begun.
 */
export async function callBack<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  id: string,
): Promise<Performance> {
  const denial = barred(wantedOf(actor, tool, {}))
  if (denial) throw refusalOf(denial)
  await spine.db.tenant(actor.tenantId, async tx => {
    const intent = await lockIntent(tx, id)
    if (!intent || !isRecallable(tool, intent))
      throw new Refusal('conflict', 'This is being sent already, and cannot be called back any more.')
    await endProposal(spine, tx, intent, {
      state: 'withdrawn',
      says: `${actor.name} called it back before it was sent.`,
      by: actor,
    })
  })
  return { is: 'done', output: { isCalledBack: true }, intent: showId('int', id), isReplay: false }
}
