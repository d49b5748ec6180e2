import { AsyncLocalStorage } from 'node:async_hooks'

const deeds = new AsyncLocalStorage<string>()

/**
 * Works in the name of a deed that begins anew after a failure, under the same id: a job. A call of a deed whose last call of the
 * same platform failed is a retry.
 */
export function asDeed<T>(id: string, work: () => Promise<T>): Promise<T> {
  return deeds.run(id, work)
}

/** What retries may cost a platform beside what is asked of it anyway. */
export interface RetryBudget {
  /** Counts a call that is about to be made. Gives the seconds to wait where it is a retry that is not to be had now, else 0. */
  spend(): number
  /** Hears how a call ended. */
  ended(hasFailed: boolean): void
}

const share = 0.1
/** Beside the share, so that what waits at a platform of which nothing else is asked comes to its end. */
const floorPerSecond = 2
const most = 20
/** Whom we forget is taken for new: a little more to the platform, and no memory without bound. */
const mostDeeds = 10_000

/** A budget for one platform of one account: retries are a tenth of the other calls, and two a second. `now` in milliseconds. */
export function openRetryBudget(now: () => number): RetryBudget {
  const failing = new Set<string>()
  let left = most
  let filledAt = now()

  const add = (amount: number) => {
    left = Math.min(most, left + amount)
  }
  return {
    spend: () => {
      const at = now()
      add(((at - filledAt) / 1000) * floorPerSecond)
      filledAt = at
      const deed = deeds.getStore()
      if (deed === undefined || !failing.has(deed)) {
        add(share)
        return 0
      }
      if (left < 1) return (1 - left) / floorPerSecond
      left -= 1
      return 0
    },
    ended: hasFailed => {
      const deed = deeds.getStore()
      if (deed === undefined) return
      failing.delete(deed)
      if (hasFailed) failing.add(deed)
      const [oldest] = failing
      if (failing.size > mostDeeds && oldest !== undefined) failing.delete(oldest)
    },
  }
}
