import { z } from 'zod'

const commits = z.boolean().exactOptional()

/**
 * How a platform may misbehave. `commits: true` (status, html, broken-json, hang) makes the write happen although the answer does not say so.
 * `throttled` and `graphql-error` are put into words by the simulator that receives them as `request.fault`.
 */
export const faultShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).exactOptional(),
    body: z.string().exactOptional(),
    commits,
  }),
  z.strictObject({ kind: z.literal('throttled') }),
  z.strictObject({ kind: z.literal('reset-before') }),
  z.strictObject({ kind: z.literal('reset-after') }),
  z.strictObject({ kind: z.literal('hang'), ms: z.number().nonnegative(), commits }),
  z.strictObject({ kind: z.literal('slow'), bytesPerSecond: z.number().positive() }),
  z.strictObject({ kind: z.literal('truncate') }),
  z.strictObject({ kind: z.literal('reset-midway') }),
  z.strictObject({ kind: z.literal('endless') }),
  z.strictObject({ kind: z.literal('slow-head') }),
  z.strictObject({ kind: z.literal('broken-json'), commits }),
  z.strictObject({ kind: z.literal('html'), commits }),
  z.strictObject({ kind: z.literal('graphql-error'), code: z.string() }),
  z.strictObject({ kind: z.literal('wrong-length') }),
  z.strictObject({ kind: z.literal('gzip-bomb') }),
])

export type Fault = z.infer<typeof faultShape>

/** `path` is matched whole, or as a prefix when it ends in `*`; what is left out matches everything. */
export const matchShape = z.strictObject({
  path: z.string().exactOptional(),
  operation: z.string().exactOptional(),
})

export type Match = z.infer<typeof matchShape>

type Planned = { fault: Fault; match: Match; left: number }
type Share = { fault: Fault; match: Match; share: number; random: () => number }

/** The faults still to come: planned ones first, in the order they were planned, then each share by its own seeded dice. */
export class Faults {
  #planned: Planned[] = []
  #shares: Share[] = []

  plan(fault: Fault, times = 1, match: Match = {}): void {
    this.#planned.push({ fault, match, left: times })
  }

  /** `share` is 0 to 1; the same seed and the same sequence of requests give the same faults. */
  percent(fault: Fault, share: number, match: Match = {}, seed = 1): void {
    this.#shares.push({ fault, match, share, random: seeded(seed) })
  }

  clear(): void {
    this.#planned = []
    this.#shares = []
  }

  /** Takes the fault for one request. Every matching dice is rolled, so that one share does not shift another. */
  next(path: string, operation?: string): Fault | undefined {
    return this.#take(match => matches(match, path, operation))
  }

  /** Takes a fault only if it names this very operation: for the early steps of a protocol that ends in one great step. */
  nextAimed(path: string, operation: string): Fault | undefined {
    return this.#take(match => match.operation === operation && matches(match, path, operation))
  }

  #take(fits: (match: Match) => boolean): Fault | undefined {
    const planned = this.#planned.find(one => one.left > 0 && fits(one.match))
    if (planned) {
      planned.left -= 1
      return planned.fault
    }
    const struck = this.#shares.filter(one => fits(one.match)).filter(one => one.random() < one.share)
    return struck[0]?.fault
  }
}

function matches(match: Match, path: string, operation?: string): boolean {
  if (match.operation !== undefined && match.operation !== operation) return false
  if (match.path === undefined) return true
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path
}

/** Numbers in [0, 1) from a 32-bit linear congruential step with a final scramble: same seed, same numbers, everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b)
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}
