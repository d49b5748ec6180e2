import { inRounds, type Rounds } from '../rounds.ts'
import { claimEvents, type ClaimedEvent } from './claim.ts'
import { workEvent, type EventWork } from './work.ts'

/** How long an idle process rests; events of its own intake wake it at once. */
const idleMilliseconds = 300
const lanes = 5

/** The worker of events: claims, works, and rests when nothing waits. */
export function eventPump(work: EventWork & { readonly onError: (error: unknown) => void }): Rounds {
  return inRounds(async () => {
    const claimed = await claimEvents(work.db).catch((error: unknown) => {
      work.onError(error)
      return []
    })
    await workAll(work, claimed).catch(work.onError)
    return claimed.length > 0
  }, idleMilliseconds)
}

// Those that were tried before go last and one by one: if one of them ends the process, nobody else waits for its lease, and no
// other's attempt is counted.
async function workAll(work: EventWork, claimed: readonly ClaimedEvent[]): Promise<void> {
  const fresh = claimed.filter(one => one.attempts === 0).values()
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const event of fresh) await workEvent(work, event)
    }),
  )
  for (const event of claimed.filter(one => one.attempts > 0)) await workEvent(work, event)
}
