import { isRefusal, Refusal, type RefusalCode } from '../refusal.ts'
import { openRetryBudget } from './retry-budget.ts'

/** Keeps calls from a platform that does not answer, so that what waits for it does not hold up the rest. */
export interface Circuit {
  /**
   * Does one call, and learns from how it ends. While the circuit is open, or retries are more than their share, nothing is done:
   * throws `unavailable` with the seconds until the next try, which is a certain no.
   */
  through<T>(work: () => Promise<T>): Promise<T>
  /**
   * The no that a call would get now, because the circuit is open: for whoever comes back by itself. Each that asks is told a time of
   * its own (`retryAfterSeconds`), not before the next try, and at most ten in a second: however many wait, they hardly take from others.
   */
  turnAway(): Refusal | undefined
}

interface CircuitOptions {
  /** What the platform is called. */
  readonly title: string
  /** Called when it opens, not again until it has closed; and at each answer, of whatever kind. */
  readonly onOpen?: () => void
  readonly onAnswer?: () => void
  /** Milliseconds of a clock that is never set back. */
  readonly now?: () => number
}

/**
 * When to try again what was lost, where the platform says nothing: soon. One lost answer is no outage, and what an outage is, the
 * circuit says; the back-off of whoever tries again is added to it.
 */
export const soonSeconds = 2

const mostFailures = 5
const firstWaitMs = 5_000
const longestWaitMs = 300_000
/** About what platforms take in a second; who waits for one that is back is not sent to it all at once. */
const comeBackEveryMs = 100
const longestAwayMs = 600_000

/** Nobody knows, or it said itself, that it cannot. */
const outages = new Set<RefusalCode>(['unavailable', 'unknown_outcome'])
/** A no is an answer; `rate_limited` may be our own pace, and says nothing. */
const answers = new Set<RefusalCode>(['refused', 'not_found', 'forbidden', 'unauthenticated', 'conflict'])

/**
 * Opens after five failures in a row. Then one call at a time may try whether the platform is back: after five seconds, and after
 * twice as long each time that it is not, up to five minutes. Its first answer closes the circuit.
 */
export function openCircuit({ title, onOpen, onAnswer, now }: CircuitOptions): Circuit {
  const clock = now ?? (() => performance.now())
  const retries = openRetryBudget(clock)
  let failures = 0
  let waitMs = firstWaitMs
  let isTrying = false
  let openUntil: number | undefined
  let lastComesBack = 0

  const answered = () => {
    failures = 0
    waitMs = firstWaitMs
    openUntil = undefined
    onAnswer?.()
  }
  const failed = (isTry: boolean) => {
    // What was begun before the circuit opened tells nothing new.
    if (openUntil !== undefined && !isTry) return
    failures += 1
    if (failures < mostFailures) return
    const isNew = openUntil === undefined
    openUntil = clock() + waitMs
    waitMs = Math.min(longestWaitMs, waitMs * 2)
    if (isNew) onOpen?.()
  }
  /** Milliseconds until a call may pass; undefined where one may now. */
  const closedMs = (): number | undefined => {
    if (openUntil === undefined) return undefined
    const leftMs = openUntil - clock()
    if (leftMs <= 0 && !isTrying) return undefined
    // While somebody tries, all others would come back each second.
    return leftMs > 0 ? leftMs : firstWaitMs
  }
  const refuse = (closed: number, awayMs: number): Refusal =>
    new Refusal('unavailable', `${title} does not answer; it is tried again in ${seconds(closed)} s.`, {
      retryAfterSeconds: seconds(awayMs),
    })
  const enter = (): boolean => {
    const closed = closedMs()
    if (closed !== undefined) throw refuse(closed, closed)
    if (openUntil === undefined) return false
    return (isTrying = true)
  }
  // The one call that tries whether the platform is back is no burden to it, whoever makes it.
  const pay = () => {
    const waitSeconds = Math.ceil(retries.spend())
    if (waitSeconds === 0) return
    const says = `${title} fails often: what failed there is tried again in ${waitSeconds} s.`
    throw new Refusal('unavailable', says, { retryAfterSeconds: waitSeconds })
  }
  return {
    turnAway: () => {
      const closed = closedMs()
      if (closed === undefined) return undefined
      const now = clock()
      lastComesBack = Math.max(now + closed, Math.min(now + longestAwayMs, lastComesBack + comeBackEveryMs))
      return refuse(closed, lastComesBack - now)
    },
    through: async work => {
      const isTry = enter()
      if (!isTry) pay()
      try {
        const answer = await work()
        answered()
        retries.ended(false)
        return answer
      } catch (error) {
        const isOutage = isRefusal(error) && outages.has(error.code)
        retries.ended(isOutage)
        if (isOutage) failed(isTry)
        else if (isRefusal(error) && answers.has(error.code)) answered()
        throw error
      } finally {
        if (isTry) isTrying = false
      }
    },
  }
}

const seconds = (ms: number): number => Math.ceil(ms / 1000)
