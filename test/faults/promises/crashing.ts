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
  /** Of these, the ones before which something was done outside: what records it. */
  recording(): readonly number[]
}

/** `outside` counts what was done on the platforms. */
export function crashing(inner: Database, outside: () => number): Crashing {
  let [steps, at, isBefore, dead, seen] = [0, Infinity, false, false, outside()]
  let recording: number[] = []
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1
    if (outside() > seen) recording.push(steps)
    seen = outside()
    const isLast = steps === at
    if (isLast && isBefore) dead = true
    if (dead) throw new Dead('dead')
    const done = await work()
    if (isLast) dead = true
    if (dead) throw new Dead('dead')
    return done
  }
  const aim = (nth: number, before: boolean): void => {
    ;[steps, at, isBefore, dead, seen] = [0, nth, before, false, outside()]
    recording = []
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
    recording: () => recording,
  }
}
