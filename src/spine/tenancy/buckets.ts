import { LRUCache } from 'lru-cache'

/** How many at most, in how many seconds. */
export interface Pace {
  readonly most: number
  readonly seconds: number
}

/** What became of one take. */
export interface Taken {
  readonly isRefused: boolean
  /** How many may still be taken at once. */
  readonly left: number
  /** Seconds until all of them may. */
  readonly fullInSeconds: number
  /** Seconds until the next one may; 0 where it was not refused. */
  readonly waitSeconds: number
}

/** One bucket per name. */
export interface Buckets {
  take(name: string): Taken
  /** Puts one back, as if it had not been taken. */
  giveBack(name: string): void
}

/**
 * Buckets in this process that fill evenly, so that whoever waits `waitSeconds` is served. A name that was not heard of for long
 * is forgotten with a full bucket, which is what it would have. `now` in epoch milliseconds.
 */
export function buckets({ most, seconds }: Pace, now: () => number = Date.now): Buckets {
  const levels = new LRUCache<string, { level: number; at: number }>({ max: 10_000 })
  const levelOf = (name: string, at: number): number => {
    const known = levels.get(name)
    return known ? Math.min(most, known.level + ((at - known.at) / (seconds * 1000)) * most) : most
  }
  const secondsFor = (units: number): number => Math.ceil((units / most) * seconds)
  return {
    take: name => {
      const at = now()
      const filled = levelOf(name, at)
      const isRefused = filled < 1
      const level = isRefused ? filled : filled - 1
      levels.set(name, { level, at })
      return {
        isRefused,
        left: Math.floor(level),
        fullInSeconds: secondsFor(most - level),
        waitSeconds: isRefused ? Math.max(1, secondsFor(1 - level)) : 0,
      }
    },
    giveBack: name => {
      const at = now()
      levels.set(name, { level: Math.min(most, levelOf(name, at) + 1), at })
    },
  }
}
