import type { PgBoss } from 'pg-boss'

/** The workers of one queue in this process. */
export interface Crew {
  /** Has as many of them look for work as there are new jobs: the idle first, one that is busy as soon as it is done. */
  wake(jobs: number): void
}

/** Runs the work of one batch, and knows meanwhile that its worker is busy. */
type WhileBusy = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Hires workers. `hire` registers one with the queue and gives its id; what it works on passes through the function that it is given.
 */
export async function hireCrew(
  boss: Pick<PgBoss, 'notifyWorker'>,
  hires: number,
  hire: (whileBusy: WhileBusy) => Promise<string>,
): Promise<Crew> {
  // In the order in which they are called upon: whoever was woken goes to the end.
  const idle = new Set<string>()
  const busy = new Set<string>()
  const move = (id: string, from: Set<string>, to: Set<string>): void => {
    from.delete(id)
    to.delete(id)
    to.add(id)
  }
  for (let hand = 0; hand < hires; hand += 1) {
    let id = ''
    id = await hire(async work => {
      move(id, idle, busy)
      try {
        return await work()
      } finally {
        move(id, busy, idle)
        // What waited for this very lane can go on now: it looks once more before it rests.
        boss.notifyWorker(id)
      }
    })
    idle.add(id)
  }
  return {
    wake: jobs => {
      for (let woken = 0; woken < Math.min(jobs, hires); woken += 1) {
        const from = idle.size > 0 ? idle : busy
        const [next = ''] = from
        move(next, from, from)
        boss.notifyWorker(next)
      }
    },
  }
}
