import type { Alongside } from '../jobs/jobs.ts'
import { claimEvents, type ClaimedEvent } from './claim.ts'
import { workEvent, type EventWork } from './work.ts'

/** How long an idle process sleeps; events of its own intake wake it at once. */
const idleMilliseconds = 300
const lanes = 5

/** The worker of events: claims, works, and sleeps when nothing waits. */
export interface EventPump extends Alongside {
  /** Says that something new waits. Cheap; may be called for every event. */
  wake(): void
}

/** Makes the pump; it runs between `start` and `stop`, which waits for what is in hand. */
export function eventPump(work: EventWork & { readonly onError: (error: unknown) => void }): EventPump {
  let isRunning = false
  let isAwaited = false
  let rouse = (): void => {}
  let running = Promise.resolve()

  const sleep = (): Promise<void> =>
    new Promise(resolve => {
      if (isAwaited || !isRunning) return resolve()
      const timer = setTimeout(resolve, idleMilliseconds)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async (): Promise<void> => {
    while (isRunning) {
      isAwaited = false
      const claimed = await claimEvents(work.db).catch((error: unknown) => {
        work.onError(error)
        return []
      })
      await workAll(work, claimed).catch(work.onError)
      if (claimed.length === 0) await sleep()
    }
  }

  return {
    start: () => {
      if (isRunning) return
      isRunning = true
      running = run()
    },
    stop: () => {
      isRunning = false
      rouse()
      return running
    },
    wake: () => {
      isAwaited = true
      rouse()
    },
  }
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
