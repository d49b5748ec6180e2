import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { buckets, type Taken } from './buckets.ts'

/** What a caller may still ask: headers for every answer (IETF RateLimit), and a refusal where it is nothing now. */
export interface Allowance {
  readonly headers: Readonly<Record<string, string>>
  readonly refusal: Refusal | undefined
}

/** Counts one request of a caller. */
export type RequestLimit = (actor: Pick<Actor, 'tenantId' | 'id' | 'session'>) => Allowance

/** Requests a minute. */
export interface RequestsPerMinute {
  /** One key. */
  readonly perKey?: number
  /** One signed-in person, whose console asks for them. */
  readonly perMember?: number
  /** All keys of an account together; none where it is left out. */
  readonly perAccount?: number | undefined
}

const usual = 600

/**
 * One bucket per key or person in this process, and one for all keys of an account: what machines ask for takes nothing from the people
 * at the console, nor the other way round. All doors for callers share them; webhooks never come here. What the one bucket refuses
 * takes nothing from the other. `now` in epoch milliseconds.
 */
export function requestLimit(
  { perKey = usual, perMember = usual, perAccount }: RequestsPerMinute = {},
  now: () => number = Date.now,
): RequestLimit {
  const bucketsOf = (most: number) => ({ most, taken: buckets({ most, seconds: 60 }, now) })
  const [keys, members] = [bucketsOf(perKey), bucketsOf(perMember)]
  const accounts = perAccount === undefined ? undefined : bucketsOf(perAccount)
  return ({ tenantId, id, session }) => {
    const own = session ? members : keys
    const caller = own.taken.take(`${tenantId} ${id}`)
    const account = caller.isRefused || session ? undefined : accounts?.taken.take(tenantId)
    if (account?.isRefused) own.taken.giveBack(`${tenantId} ${id}`)
    const told = [
      { name: 'caller', most: own.most, taken: caller },
      ...(account && accounts ? [{ name: 'account', most: accounts.most, taken: account }] : []),
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
