/** Work that goes on in rounds until it is stopped. */
export interface Rounds {
  start(): void
  /** Resolves when the round in hand is over. */
  stop(): Promise<void>
  /** Says that something new waits: the next round begins at once. Cheap; may be called for every item. */
  wake(): void
}

/** Makes rounds of `round`, which must not reject and says whether it found anything; after one that did not, it rests. */
export function inRounds(round: () => Promise<boolean>, idleMilliseconds: number): Rounds {
  let isRunning = false
  let isAwaited = false
  let rouse = (): void => {}
  let running = Promise.resolve()

  const rest = async (): Promise<void> => {
    if (isAwaited || !isRunning) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, idleMilliseconds)
    rouse = resolve
    await promise
    clearTimeout(timer)
  }

  const run = async (): Promise<void> => {
    while (isRunning) {
      isAwaited = false
      if (!(await round())) await rest()
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
