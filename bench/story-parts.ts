import pg from 'pg'
import type { GorgiasSandbox } from '../sandbox/gorgias/gorgias.ts'

/** An order and its webhook; times are epoch milliseconds. */
export interface Told {
  readonly id: string
  readonly name: string
  readonly sentAt: number
  readonly answeredAt: number
}

interface Marks {
  readonly read_at: number
  readonly first_started: number
  readonly first_done: number
  readonly last_started: number
  readonly wanted_at: number
  readonly called_at: number
}

// By what the database wrote down on the way; the deciding judgement is the job during which the ticket was wished for.
const marks = `select
    extract(epoch from e.done_at)::float8 * 1000 as read_at,
    extract(epoch from first.started_on)::float8 * 1000 as first_started,
    extract(epoch from first.completed_on)::float8 * 1000 as first_done,
    extract(epoch from last.started_on)::float8 * 1000 as last_started,
    extract(epoch from i.created_at)::float8 * 1000 as wanted_at,
    extract(epoch from i.sent_at)::float8 * 1000 as called_at
  from backorder_cases c
  join intents i on i.key like '%backorder:' || c.id,
  lateral (select min(done_at) as done_at from events where topic = 'orders/create' and body like '%"' || c.order_id || '"%') e,
  lateral (select started_on, completed_on from pgboss.job where name = 'work' and data->'data'->>'order' = c.order_id
            order by started_on limit 1) first,
  lateral (select started_on from pgboss.job where name = 'work' and data->'data'->>'order' = c.order_id
            and started_on <= i.created_at order by started_on desc limit 1) last
  where c.order_id = $1`

const names = [
  'webhook answered, the event stored',
  'event waits for a worker, is read',
  'judgement waits for a worker',
  'judged: order and stock are read',
  'pause before the second reading',
  'judged again',
  'action waits for a worker',
  'helpdesk is called, ticket stands',
  'all',
  'all but the pause',
] as const

/** When each order's ticket stood in the helpdesk's own ledger, by the order's name. */
export function ticketsOf(gorgias: GorgiasSandbox): Map<string, number> {
  return new Map(
    gorgias.ledger.entries({ kind: 'ticket.created' }).map(entry => {
      const { ticket } = entry.details
      const subject =
        typeof ticket === 'object' && ticket !== null && 'subject' in ticket ? ticket.subject : ''
      return [String(subject).split(':', 1)[0] ?? '', Date.parse(entry.at)]
    }),
  )
}

/** Milliseconds of each part, an array for each order whose ticket stands. */
export async function parts(
  url: string,
  told: readonly Told[],
  tickets: ReadonlyMap<string, number>,
): Promise<number[][]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const rows: number[][] = []
  for (const one of told) {
    const stoodAt = tickets.get(one.name)
    const {
      rows: [mark],
    } = await client.query<Marks>(marks, [one.id])
    if (!mark || stoodAt === undefined) continue
    const moments = [
      one.sentAt,
      one.answeredAt,
      mark.read_at,
      mark.first_started,
      mark.first_done,
      mark.last_started,
      mark.wanted_at,
      mark.called_at,
      stoodAt,
    ]
    // Clocks of one machine, but some marks are of the transaction's beginning: none goes backwards by it.
    const steps = moments.slice(1).map((moment, at) => Math.max(0, moment - (moments[at] ?? moment)))
    const all = stoodAt - one.sentAt
    rows.push([...steps, all, all - (steps[4] ?? 0)])
  }
  await client.end()
  return rows
}

/** Prints the parts as a table. */
export function tellParts(
  rows: readonly number[][],
  { orders, confirmSeconds }: { orders: number; confirmSeconds: number },
): void {
  const at = (part: number, share: number) => {
    const values = rows.map(row => row[part] ?? 0).toSorted((a, b) => a - b)
    const value = values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
    return value.toFixed(0).padStart(8)
  }
  console.log(
    `${rows.length} of ${orders} orders have their ticket; the second reading is ${confirmSeconds} s after the first`,
  )
  console.log(`${'part'.padEnd(38)}  p50 ms   p95 ms`)
  for (const [part, name] of names.entries())
    console.log(`${name.padEnd(36)}${at(part, 0.5)} ${at(part, 0.95)}`)
}
