import type { Tx } from '#spine/database/database.ts'

/** A row of our books: an event that is done. */
export interface Kept {
  /** None for what the scan found. */
  readonly event_id: string | null
  readonly topic: string
  readonly body: string
  /** When it was stored, in milliseconds since 1970. */
  readonly at: number
}

/** What is in the account's books as done. */
export function booksOf(tx: Tx): Promise<Kept[]> {
  return tx.query<Kept>(
    `select event_id, topic, body, (extract(epoch from received_at) * 1000)::float8 as at
       from events where state = 'done'`,
  )
}

/** A webhook that was answered with 2xx. */
export interface Answered {
  readonly topic: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly answeredAt?: number
}

/**
 * The webhooks whose fact was not in our books when they were answered, each with what is known of it. It may be there by itself, by
 * a copy or by the scan; but what came into the books after the answer was not kept by us: only luck brought it.
 */
export function lostOf(answered: readonly Answered[], books: readonly Kept[]): string[] {
  const stored = new Map<string, number>()
  for (const row of books) {
    for (const key of [factOf(row.topic, row.body), row.event_id && `${row.topic} ${row.event_id}`]) {
      if (key) stored.set(key, Math.min(row.at, stored.get(key) ?? Infinity))
    }
  }
  return answered.flatMap(({ topic, body, headers, answeredAt = 0 }) => {
    const name = `${topic} ${headers['x-shopify-event-id'] ?? ''}`
    const at = Math.min(stored.get(name) ?? Infinity, stored.get(factOf(topic, body) ?? '') ?? Infinity)
    // The answer was timed in whole milliseconds, the row in parts of one.
    if (Math.floor(at) <= answeredAt) return []
    return [
      `${name}: ${at === Infinity ? 'never stored' : `stored ${Math.round(at - answeredAt)} ms too late`}`,
    ]
  })
}

export const orderOf = (body: string): string => /gid:\/\/shopify\/Order\/\d+/.exec(body)?.[0] ?? body

// Worked out from the bytes alone, so that an error in the product's own keys is seen here: a creation happens once, and everything
// else is a version of a thing. Undefined where the body names no version: then only its event's id tells it.
function factOf(topic: string, body: string): string | undefined {
  const thing = /"admin_graphql_api_id":"([^"]+)"/.exec(body)?.[1]
  if (!thing || topic === 'orders/create') return thing && `${topic} ${thing}`
  const version = Date.parse(/"updated_at":"([^"]+)"/.exec(body)?.[1] ?? '')
  return Number.isNaN(version) ? undefined : `${topic} ${thing} ${Math.floor(version / 1000)}`
}
