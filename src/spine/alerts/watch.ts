import { postToChat } from '../actions/sending/post-to-chat.ts'
import type { Performing } from '../actions/performing.ts'
import type { Tx } from '../database/database.ts'
import { nextId } from '../ids.ts'
import { readConditions, type Looking } from './conditions.ts'
import { keepAlerts, listAlerts } from './standing.ts'
import { turn, type Alert, type Turn } from './turn.ts'

/** What fits into a message that people read. */
const mostLines = 20

/**
 * Looks at one account, and tells the team chat what began and what is over: in one message, committed with the memory of having
 * told it. Without a channel or a chat it is only remembered; what still stands is told when there is one.
 */
export async function watchAccount<Desk>(spine: Performing<Desk>, tx: Tx, looking: Looking): Promise<void> {
  // Another process is looking at this moment: its look is as good.
  const [turnstile] = await tx.query<{ mine: boolean; now: Date }>(
    `select pg_try_advisory_xact_lock(hashtextextended('alerts:' || $1, 0)) as mine, clock_timestamp() as now`,
    [tx.tenantId],
  )
  if (!turnstile?.mine) return
  const { now } = turnstile
  const { standing, ...news } = turn(
    await listAlerts(tx),
    await readConditions(tx, looking),
    now,
    looking.settings,
  )
  const isTold = await tell(spine, tx, looking.settings.channel, news)
  const begun = new Set(isTold ? news.begun : [])
  await keepAlerts(
    tx,
    standing.map(alert => (begun.has(alert) ? { ...alert, toldAt: now } : alert)),
  )
}

async function tell<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  channel: string | null,
  { begun, over }: Pick<Turn, 'begun' | 'over'>,
): Promise<boolean> {
  if (channel === null || begun.length + over.length === 0) return false
  const text = [...linesOf('Needs a look:', begun), ...linesOf('Over:', over), spine.publicUrl()].join('\n')
  // One lane: that it is over must not be read before that it began.
  return postToChat(spine, tx, { channel, text, by: 'alerts', key: nextId(), lane: 'alerts' })
}

function linesOf(title: string, alerts: readonly Alert[]): string[] {
  if (alerts.length === 0) return []
  const more = alerts.length - mostLines
  return [
    title,
    ...alerts.slice(0, mostLines).map(({ says }) => `• ${says}`),
    ...(more > 0 ? [`• and ${more} more`] : []),
  ]
}
