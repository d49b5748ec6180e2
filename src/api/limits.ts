import { LRUCache } from 'lru-cache'
import { Refusal } from '#spine/refusal.ts'

/** How many requests a caller may make a minute. */
const perMinute = 600

interface Bucket {
  level: number
  at: number
}

/** A bucket per caller, in this process; webhooks never come here. Gives what the RateLimit headers say. */
export function callerLimits(
  limit = perMinute,
  now: () => number = Date.now,
): (caller: string) => Record<string, string> {
  const buckets = new LRUCache<string, Bucket>({ max: 10_000 })
  return caller => {
    const bucket = buckets.get(caller) ?? { level: limit, at: now() }
    bucket.level = Math.min(limit, bucket.level + ((now() - bucket.at) / 60_000) * limit)
    bucket.at = now()
    buckets.set(caller, bucket)
    const reset = Math.ceil(((limit - bucket.level) / limit) * 60)
    if (bucket.level < 1)
      throw new Refusal('rate_limited', `More than ${limit} requests a minute.`, {
        retryAfterSeconds: 1 + Math.floor(60 / limit),
      })
    bucket.level -= 1
    return {
      'ratelimit-policy': `"caller";q=${limit};w=60`,
      ratelimit: `"caller";r=${Math.floor(bucket.level)};t=${reset}`,
    }
  }
}
