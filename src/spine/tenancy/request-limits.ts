import { LRUCache } from 'lru-cache'
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'

/** What a caller may still ask: headers for every answer (IETF RateLimit), and a refusal where it is nothing now. */
export interface Allowance {
  readonly headers: Readonly<Record<string, string>>
  readonly refusal: Refusal | undefined
}

/** Counts one request of a caller. */
export type RequestLimit = (actor: Pick<Actor, 'tenantId' | 'id'>) => Allowance

interface Bucket {
  level: number
  at: number
}

/** How many requests a caller may make a minute. */
const usual = 600

/**
 * One bucket per key or member in this process, which all doors for callers share; webhooks never come here. It fills evenly, so
 * that a caller who waits `retryAfterSeconds` is served. `now` in epoch milliseconds.
 */
export function requestLimit(perMinute = usual, now: () => number = Date.now): RequestLimit {
  const buckets = new LRUCache<string, Bucket>({ max: 10_000 })
  return ({ tenantId, id }) => {
    const caller = `${tenantId} ${id}`
    const at = now()
    const bucket = buckets.get(caller) ?? { level: perMinute, at }
    const refilled = Math.min(perMinute, bucket.level + ((at - bucket.at) / 60_000) * perMinute)
    const isRefused = refilled < 1
    const level = isRefused ? refilled : refilled - 1
    buckets.set(caller, { level, at })
    const seconds = (units: number) => Math.ceil((units / perMinute) * 60)
    return {
      headers: {
        'ratelimit-policy': `"caller";q=${perMinute};w=60`,
        ratelimit: `"caller";r=${Math.floor(level)};t=${seconds(perMinute - level)}`,
      },
      refusal: isRefused
        ? new Refusal('rate_limited', `More than ${perMinute} requests a minute.`, {
            retryAfterSeconds: Math.max(1, seconds(1 - level)),
          })
        : undefined,
    }
  }
}
