import { openCircuit } from '#spine/calls/circuit.ts'
import { type Network, networkOf } from '#spine/calls/outside/destination.ts'
import type { Account, Notice, Pace, PaceReading } from '#spine/connections/account.ts'
import { Refusal } from '#spine/refusal.ts'

/** An account as a client sees it, that remembers what the client did to it. */
export interface BenchAccount<C> extends Account<C> {
  readonly pace: BenchPace
  readonly notices: readonly Notice[]
}

export interface Opening {
  readonly origin?: string | undefined
  /** Without one, whatever the credentials name may be private: simulators are. */
  readonly network?: Network
  /** Addresses of the team, by id. */
  readonly members?: Readonly<Record<string, string>>
  readonly pace?: { readonly calls: number; readonly perSeconds: number }
}

/** A whole account in memory, without a database: for the exam and for a connector's own tests. */
export function openAccount<C>(credentials: C, opening: Opening = {}): BenchAccount<C> {
  let stored = credentials
  let lock: Promise<unknown> = Promise.resolve()
  const notices: Notice[] = []
  return {
    tenantId: 'ten_exam',
    connectionId: 'con_exam',
    origin: opening.origin,
    circuit: openCircuit({ title: 'The platform' }),
    network: opening.network ?? { ...networkOf([]), privateOrigins: { has: () => true } },
    pace: new BenchPace(opening.pace ?? { calls: 40, perSeconds: 20 }),
    notices,
    get credentials() {
      return stored
    },
    async renew(change) {
      const mine = lock.then(async () => {
        stored = await change(stored)
        return stored
      })
      lock = mine.catch(() => undefined)
      return mine
    },
    notice: notice => void notices.push(notice),
    addressOf: async member => opening.members?.[member],
  }
}

/** A real bucket whose clock jumps instead of waiting, so that an exam of a slow platform is not slow. */
export class BenchPace implements Pace {
  readonly taken: number[] = []
  readonly learned: PaceReading[] = []
  readonly pauses: number[] = []
  #capacity: number
  #perSecond: number
  #level: number
  #now = 0
  #at = 0
  #pausedUntil = 0

  constructor({ calls, perSeconds }: { calls: number; perSeconds: number }) {
    this.#capacity = calls
    this.#perSecond = calls / perSeconds
    this.#level = calls
  }

  async take(cost: number): Promise<void> {
    if (this.#now < this.#pausedUntil) {
      const retryAfterSeconds = this.#pausedUntil - this.#now
      throw new Refusal('rate_limited', 'The platform asked us to wait.', { retryAfterSeconds })
    }
    const level = Math.min(this.#capacity, this.#level + (this.#now - this.#at) * this.#perSecond)
    const missing = Math.max(0, cost - level)
    this.#now += missing / this.#perSecond
    this.#at = this.#now
    this.#level = level + missing - cost
    this.taken.push(cost)
  }

  async learn(reading: PaceReading): Promise<void> {
    this.learned.push(reading)
    this.#capacity = reading.capacity
    this.#perSecond = reading.perSecond
    this.#level = Math.min(this.#level, reading.level)
    this.#at = this.#now
  }

  async pause(seconds: number): Promise<void> {
    this.pauses.push(seconds)
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now + seconds)
  }
}
