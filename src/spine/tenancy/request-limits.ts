import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { buckets, type Taken } from './buckets.ts'

/** What a caller may still ask: headers for every answer (IETF RateLimit), and a refusal where it is nothing now. */
export interface Allowance {
  readonly headers: Readonly<Record<string, string>>
  readonly refusal: Refusal | undefined
}

/** Counts one request of a caller. */
export type RequestLimit = (actor: Pick<Actor, 'tenantId' | 'id'>) => Allowance

/** How many requests a caller may make a minute. */
const usual = 600

/**
 * One bucket per key or member in this process, and one for all of an account where `perAccount` is given. All doors for callers
 * share them; webhooks never come here. What the one refuses takes nothing from the other. `now` in epoch milliseconds.
 */
export function requestLimit(
  perMinute = usual,
  now: () => number = Date.now,
  perAccount?: number,
): RequestLimit {
  const callers = buckets({ most: perMinute, seconds: 60 }, now)
  const accounts = perAccount === undefined ? undefined : buckets({ most: perAccount, seconds: 60 }, now)
  return ({ tenantId, id }) => {
    const caller = callers.take(`${tenantId} ${id}`)
    const account = caller.isRefused ? undefined : accounts?.take(tenantId)
    if (account?.isRefused) callers.giveBack(`${tenantId} ${id}`)
    const told = [
      { name: 'caller', most: perMinute, taken: caller },
      ...(account && perAccount !== undefined ? [{ name: 'account', most: perAccount, taken: account }] : []),
    ]
    const refused = told.find(({ taken }) => taken.isRefused)
    return {
      headers: {
        'ratelimit-policy': told.map(({ name, most }) => `"${name}";q=${most};w=60`).join(', '),
        ratelimit: told.map(({ name, taken }) => left(name, taken)).join(', '),
      },
      refusal:
        refused &&
        new Refusal('rate_limited', `More than ${refused.most} requests a minute.`, {
          retryAfterSeconds: refused.taken.waitSeconds,
        }),
    }
  }
}

const left = (name: string, taken: Taken): string => `"${name}";r=${taken.left};t=${taken.fullInSeconds}`
