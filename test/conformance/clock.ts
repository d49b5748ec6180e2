import { mock } from 'node:test'
// Named imports keep the real clock while the mocked one is turned.
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Lets `work` run into its own deadline without waiting for it: once `isUnderWay`, the timers that it set are turned on, a second
 * at each step, until it ends. Code that keeps time otherwise simply takes its time.
 */
export async function outlast<T>(work: () => Promise<T>, isUnderWay: () => boolean): Promise<T> {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    let isDone = false
    const outcome = work().finally(() => (isDone = true))
    outcome.catch(() => undefined)
    for (let turns = 0; !isDone && turns < 400 && !isUnderWay(); turns += 1) await wait(1)
    while (!isDone) {
      mock.timers.tick(1000)
      await wait(1)
    }
    return await outcome
  } finally {
    mock.timers.reset()
  }
}
