import type { Database } from '#spine/database/database.ts'

/** What a process that is dead throws at everything. */
class Dead extends Error {
  override readonly name = 'Dead'
}

/** A database whose caller dies at one of its steps: a step is what is committed at once. */
export interface Crashing {
  readonly db: Database
  /** Dies at the nth step from now: just before it, or just after it is committed. */
  dieAt(nth: number, when: 'before' | 'after'): void
  /** A new process, which no longer dies. */
  revive(): void
  /** Whether it is dead. */
  isDead(): boolean
  /** Steps begun since the last call of dieAt or revive. */
  steps(): number
}

export function crashing(inner: Database): Crashing {
  let [steps, at, isBefore, dead] = [0, Infinity, false, false]
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1
    const isLast = steps === at
    if (isLast && isBefore) dead = true
    if (dead) throw new Dead('dead')
    const done = await work()
    if (isLast) dead = true
    if (dead) throw new Dead('dead')
    return done
  }
  const aim = (nth: number, before: boolean): void => {
    ;[steps, at, isBefore, dead] = [0, nth, before, false]
  }
  return {
    db: {
      tenant: (tenantId, work, how) => step(() => inner.tenant(tenantId, work, how)),
      across: work => step(() => inner.across(work)),
      statement: (name, text, values) => step(() => inner.statement(name, text, values)),
      now: () => inner.now(),
      close: () => inner.close(),
    },
    dieAt: (nth, when) => aim(nth, when === 'before'),
    revive: () => aim(Infinity, false),
    isDead: () => dead,
    steps: () => steps,
  }
}
