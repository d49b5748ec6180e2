/** Stores some items at once; answers for each by its place in the list. */
type Flush<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>

/**
 * Lets many concurrent writers share one commit. No timer: what arrives while `lanes` flushes are under way waits together and
 * goes next, so a quiet server adds no delay and a busy one grows its batches.
 *
 * When a flush fails, its items are tried one by one, so that one poisoned row cannot fail its neighbours.
 */
export function groupCommit<Item, Answer>(
  flush: Flush<Item, Answer>,
  { lanes = 2, largest = 256 } = {},
): (item: Item) => Promise<Answer> {
  let waiting: { item: Item; settle: PromiseWithResolvers<Answer> }[] = []
  let busy = 0

  const pump = (): void => {
    while (busy < lanes && waiting.length > 0) {
      const batch = waiting.slice(0, largest)
      waiting = waiting.slice(largest)
      busy += 1
      void run(batch).finally(() => {
        busy -= 1
        pump()
      })
    }
  }

  const run = async (batch: typeof waiting): Promise<void> => {
    try {
      const answers = await flush(batch.map(one => one.item))
      batch.forEach((one, index) => {
        const answer = answers[index]
        if (answer === undefined) one.settle.reject(new Error('The flush gave no answer for this item.'))
        else one.settle.resolve(answer)
      })
    } catch (error) {
      if (batch.length === 1) batch[0]?.settle.reject(error)
      else for (const one of batch) await run([one])
    }
  }

  return item => {
    const settle = Promise.withResolvers<Answer>()
    waiting.push({ item, settle })
    // The next turn of the loop: requests read in this turn join the same batch.
    setImmediate(pump)
    return settle.promise
  }
}
