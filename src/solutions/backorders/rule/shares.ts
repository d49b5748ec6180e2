import { allocate, bypassedUnits } from './allocation.ts'
import type { Allocated } from './allocation.ts'
import { driftOf } from './drift.ts'
import { etaOf } from './eta.ts'
import type { PoolFacts } from './facts.ts'
import type { Eta, Hint, LineVerdict, Uncertain } from './verdict.ts'

/** What the stock of its own pool leaves to one line. */
export type Share = { short: number; uncertain: Uncertain | null; eta: Eta | null; hints: Hint[] }

/** The share of every place in the pool's queue, in its turn. */
export const sharesOf = (pool: PoolFacts, readAt: number): (Allocated & Share)[] => {
  const shareOf = sharing(pool, readAt)
  return allocate(pool, pool.queue).map(entry => ({ ...entry, ...shareOf(entry) }))
}

/** What gives a place in the pool's queue its share. Looks at the queue as a whole once, however many are asked for. */
export const sharing = (pool: PoolFacts, readAt: number): ((entry: Allocated) => Share) => {
  const isCertain = driftOf(pool) === null
  const available = pool.available - bypassedUnits(pool.queue)
  return entry => {
    const { short, uncertain } = isCertain
      ? { short: entry.short, uncertain: null }
      : doubtful(available, entry)
    const shortAhead = Math.max(0, -available - entry.later - entry.quantity)
    return {
      short,
      uncertain,
      eta: etaOf(pool, short, shortAhead, readAt),
      hints: short > 0 ? hintsOf(pool) : [],
    }
  }
}

/**
 * The shortage of one place where the queue and `committed` do not agree: the closed form with the later demand that is known
 * (unknown claims then count as earlier, surplus ones as later), and the queue's own answer as the other end of what is possible;
 * exact again as soon as both ends meet. Where they agree, it is what the queue says.
 */
const doubtful = (available: number, entry: Allocated): { short: number; uncertain: Uncertain | null } => {
  const short = shortByLaterDemand({ available, laterDemand: entry.later, quantity: entry.quantity })
  const atLeast = Math.min(short, entry.short)
  const atMost = Math.max(short, entry.short)
  return { short, uncertain: atLeast === atMost ? null : { atLeast, atMost } }
}

/**
 * How many of `quantity` are short if `laterDemand` units were ordered after them: the newest units are the ones that
 * are missing. Without `laterDemand`, an order read late is blamed for those who came after it.
 */
export const shortByLaterDemand = (of: {
  available: number
  laterDemand: number
  quantity: number
}): number => Math.min(of.quantity, Math.max(0, -of.available - of.laterDemand))

/** Units that are in the house but not for sale: a person may decide to use them. */
const hintsOf = (pool: PoolFacts): Hint[] => {
  const hints: Hint[] = [
    { kind: 'safety_stock', units: pool.safetyStock },
    { kind: 'quality_control', units: pool.qualityControl },
  ]
  return hints.filter(hint => hint.units > 0)
}

/** A line as the last judgement of its order left it. */
export type KeptLine = { orderId: string } & Pick<
  LineVerdict,
  'lineId' | 'locationId' | 'class' | 'reason' | 'reroute' | 'movableTo' | keyof Share
>

/**
 * The orders that would be judged otherwise now than they were last, by the pools of one item and the lines that draw on them.
 * Whoever is not named would keep the same shortages, dates, hints and ways out; only who stands before may have changed. So a
 * movement of stock costs as many judgements as it changes shares, not as many as there are orders waiting.
 */
export const ordersChanged = (
  pools: readonly PoolFacts[],
  kept: readonly KeptLine[],
  readAt: number,
): Set<string> => {
  const changed = new Set<string>()
  const lines = new Map(kept.map(line => [line.lineId, line]))
  for (const pool of pools)
    for (const share of sharesOf(pool, readAt)) {
      const line = lines.get(share.lineId)
      if (line ? isOther(line, share) : share.short > 0) changed.add(share.orderId)
    }
  for (const [orderId, own] of Map.groupBy(kept, line => line.orderId))
    if (hasOtherWays(pools, own)) changed.add(orderId)
  return changed
}

// A line that is not judged stays so whatever is in stock; one that could not be read may be now.
const isOther = (line: KeptLine, share: Share): boolean =>
  line.reason === null && (line.class === 'unread' || inWords(line) !== inWords(share))

/**
 * Items of which an order has another share by this judgement than it had by the one before. Stock may have moved again since it was
 * read, and whoever looked for changes meanwhile has compared with the judgement before: one more look at these items finds it.
 */
export const itemsChanged = (before: readonly LineVerdict[], now: readonly LineVerdict[]): string[] => {
  const earlier = new Map(before.map(line => [line.lineId, line]))
  const changed = now.filter(line => {
    const was = earlier.get(line.lineId)
    return !was || isRead(was) !== isRead(line) || inWords(was) !== inWords(line)
  })
  return [...new Set(changed.flatMap(line => line.itemId ?? []))]
}

const isRead = (line: LineVerdict): boolean => line.class !== 'unread'

const inWords = ({ short, uncertain, eta, hints }: Share): string =>
  JSON.stringify([
    short,
    uncertain && [uncertain.atLeast, uncertain.atMost],
    eta && [eta.at, eta.isLate, eta.incoming, eta.units],
    hints.map(hint => [hint.kind, hint.units]),
  ])

/** Whether a place from which lines of one order were to be shipped has less than that now, or another has more. */
const hasOtherWays = (pools: readonly PoolFacts[], own: readonly KeptLine[]): boolean => {
  const left = new Map(pools.map(pool => [pool.locationId, Math.max(0, pool.available)]))
  for (const { reroute } of own)
    if (reroute) left.set(reroute.locationId, (left.get(reroute.locationId) ?? 0) - reroute.units)
  const isWorse = [...left.values()].some(units => units < 0)
  return isWorse || own.some(line => hasBetterWay(line, left))
}

const hasBetterWay = (
  { short, locationId, reroute, movableTo = [] }: KeptLine,
  left: ReadonlyMap<string, number>,
): boolean =>
  short > 0 &&
  !reroute?.coversAll &&
  movableTo.some(place => {
    const most = reroute && reroute.locationId !== place ? reroute.units : 0
    return place !== locationId && (left.get(place) ?? 0) > most
  })
