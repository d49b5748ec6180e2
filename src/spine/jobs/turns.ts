import type { QueueName } from './job.ts'

/** How many jobs of one account may go before what another adds at the same moment. */
const perSecond = 5
const mostSecondsAhead = 6 * 60 * 60
/** The priority of the queue is a 32-bit integer: seconds since then. */
const epoch = Date.UTC(2026, 0, 1)

/** Gives jobs their places. `place`: the higher goes first; `now` in milliseconds, of a clock that all processes share. */
export interface Turns {
  place(queue: QueueName, tenantId: string): number
}

/**
 * A virtual clock for each account: its jobs are dated a fifth of a second apart, and who is dated earlier goes first. Of an account
 * that adds a hundred thousand at once the last is dated hours ahead, and what others add meanwhile goes before it; one that adds a few
 * is dated now, so that among such it is first come, first served. Every process knows what it added itself.
 */
export function openTurns(now: () => number): Turns {
  const dated = new Map<string, number>()
  return {
    place: (queue, tenantId) => {
      const key = `${queue}:${tenantId}`
      const at = now() / 1000
      const next = (dated.get(key) ?? 0) + 1 / perSecond
      const date = Math.min(at + mostSecondsAhead, Math.max(at, next))
      dated.set(key, date)
      // Who has been quiet is dated now in any case, and need not be kept.
      if (dated.size > 10_000) for (const [one, until] of dated) if (until < at) dated.delete(one)
      return -Math.floor(date - epoch / 1000)
    },
  }
}
