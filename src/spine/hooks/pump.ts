import { claimDeliveries } from './claim.ts'
import { deliver, type Delivering } from './deliver.ts'

const idleMilliseconds = 500
/** In hand at once, of all hooks together: they wait for others rather than work. */
const mostInHand = 64

/** The worker of deliveries; it runs between `start` and `stop`, which waits for what is in hand. */
export function hookPump(by: Delivering): { start(): void; stop(): Promise<void> } {
  const inHand = new Set<Promise<void>>()
  let isRunning = false
  let rouse = (): void => {}
  let running = Promise.resolve()

  const sleep = async (): Promise<void> => {
    if (!isRunning) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, idleMilliseconds)
    rouse = resolve
    await promise
    clearTimeout(timer)
  }

  const run = async (): Promise<void> => {
    while (isRunning) {
      const room = mostInHand - inHand.size
      const claimed = room > 0 ? await claimDeliveries(by.db, room).catch(report) : []
      for (const one of claimed) {
        const done = deliver(by, one)
          .catch(by.onError)
          .finally(() => {
            inHand.delete(done)
            // Its hook has room again.
            rouse()
          })
        inHand.add(done)
      }
      if (claimed.length === 0) await sleep()
    }
    await Promise.all(inHand)
  }

  const report = (error: unknown): [] => {
    by.onError(error)
    return []
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
  }
}
