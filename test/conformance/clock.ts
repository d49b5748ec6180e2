import { mock } from 'node:test'
// Named imports keep the real clock while the mocked one is turned.
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Lets `work` run into its own deadline without waiting for it: once it `isUnderWay`, the timers that it set are turned on, a second
 * at each step, until it ends. Code that keeps time otherwise simply takes its time.
 */
export async function outlast<T>(work: () => Promise<T>, isUnderWay?: () => boolean): Promise<T> {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    let isDone = false
    const outcome = work().finally(() => (isDone = true))
    outcome.catch(() => undefined)
    // Without a sign to wait for, a moment in which the request can arrive.
    const most = isUnderWay ? 5000 : 30
    for (let turns = 0; !isDone && turns < most && !isUnderWay?.(); turns += 1) {
      // Simulators of this process set timers too: until then, time goes at its usual pace.
      mock.timers.tick(1)
      await wait(1)
    }
    while (!isDone) {
      mock.timers.tick(1000)
      await wait(1)
    }
    return await outcome
  } finally {
    mock.timers.reset()
  }
}
