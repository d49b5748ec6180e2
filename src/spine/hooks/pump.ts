import { inRounds, type Rounds } from '../rounds.ts'
import { claimDeliveries } from './claim.ts'
import { deliver, type Delivering } from './deliver.ts'

const idleMilliseconds = 500
/** In hand at once, of all hooks together: they wait for others rather than work. */
const mostInHand = 64

/** The worker of deliveries; stopping waits for what is in hand. */
export function hookPump(by: Delivering): Pick<Rounds, 'start' | 'stop'> {
  const inHand = new Set<Promise<void>>()
  const rounds = inRounds(async () => {
    const room = mostInHand - inHand.size
    const claimed = room > 0 ? await claimDeliveries(by.db, room).catch(report) : []
    for (const one of claimed) {
      const done = deliver(by, one)
        .catch(by.onError)
        .finally(() => {
          inHand.delete(done)
          // Its hook has room again.
          rounds.wake()
        })
      inHand.add(done)
    }
    return claimed.length > 0
  }, idleMilliseconds)
  const report = (error: unknown): [] => {
    by.onError(error)
    return []
  }
  return {
    start: rounds.start,
    stop: async () => {
      await rounds.stop()
      await Promise.all(inHand)
    },
  }
}
