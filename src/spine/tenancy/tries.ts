import { LRUCache } from 'lru-cache'
import { Refusal } from '../refusal.ts'
import { buckets } from './buckets.ts'

/** How often strangers may try in vain. */
export interface TryLimits {
  /** Webhooks a minute of one source that do not verify. */
  readonly unverifiedPerMinute: number
  /** Sign-ins an hour for one member that fail, whether there is such a member or not. */
  readonly signInsPerMember: number
  /** Sign-ins an hour of one source that fail. */
  readonly signInsPerSource: number
}

/** One try to sign in that is under way. */
export interface SignInTry {
  /** It was no guess: it is not counted. */
  succeeded(): void
}

/** Counts, in this process, what strangers try. A source is an IPv4 address or an IPv6 /64. */
export interface Tries {
  /** Counts a webhook that did not verify. Gives a Refusal `rate_limited` where the source had too many. */
  unverified(source: string): Refusal | undefined
  /** Counts a try before anything is compared. Throws Refusal `rate_limited`; then nothing must be compared. */
  signIn(source: string, member?: string): SignInTry
}

const usual: TryLimits = { unverifiedPerMinute: 60, signInsPerMember: 10, signInsPerSource: 60 }

/** `now` in epoch milliseconds. */
export function openTries(limits: Partial<TryLimits> = {}, now: () => number = Date.now): Tries {
  const { unverifiedPerMinute, signInsPerMember, signInsPerSource } = { ...usual, ...limits }
  const webhooks = buckets({ most: unverifiedPerMinute, seconds: 60 }, now)
  const members = hourly(signInsPerMember, now)
  const sources = hourly(signInsPerSource, now)
  return {
    unverified: source => {
      const { isRefused, waitSeconds } = webhooks.take(source)
      return isRefused ? tooMany('Too many deliveries that do not verify.', waitSeconds) : undefined
    },
    signIn: (source, member) => {
      const says = 'Too many tries to sign in. Wait, or sign in by a link.'
      const waitSeconds = sources.wait(source) || (member === undefined ? 0 : members.wait(member))
      if (waitSeconds > 0) throw tooMany(says, waitSeconds)
      sources.add(source)
      if (member !== undefined) members.add(member)
      return {
        succeeded: () => {
          sources.drop(source)
          if (member !== undefined) members.drop(member)
        },
      }
    },
  }
}

// A bucket that fills would let twice as many through in its first hour; guesses are few enough to be remembered one by one.
function hourly(most: number, now: () => number) {
  const hour = 3_600_000
  const tried = new LRUCache<string, readonly number[]>({ max: 50_000 })
  const within = (name: string): readonly number[] => (tried.get(name) ?? []).filter(at => at > now() - hour)
  return {
    /** Seconds until the next try may be; 0 for now. */
    wait: (name: string): number => {
      const oldest = within(name).at(-most)
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + hour - now()) / 1000))
    },
    add: (name: string): void => void tried.set(name, [...within(name), now()]),
    drop: (name: string): void => void tried.set(name, within(name).slice(0, -1)),
  }
}

function tooMany(says: string, retryAfterSeconds: number): Refusal {
  return new Refusal('rate_limited', says, { retryAfterSeconds })
}
