import type { Tx } from '../database/database.ts'
import type { Permission } from '../tenancy/permissions.ts'
import type { Solution } from './solution.ts'
import { countUpTo, type Tallies, type Tally } from './tally.ts'

interface Counted extends Omit<Tally, 'count'> {
  readonly from: string
}

const needs: readonly Counted[] = [
  {
    name: 'approvals_waiting',
    from: `approvals where state = 'waiting' and expires_at > now()`,
    list: 'approvals',
    filter: { state: 'waiting' },
    permission: 'approvals:read',
  },
  {
    name: 'writes_unclear',
    from: `intents where state = 'needs_person'`,
    list: 'intents',
    filter: { state: 'needs_person' },
    permission: 'intents:read',
  },
  {
    name: 'events_parked',
    from: `events where state = 'parked'`,
    list: 'events',
    filter: { state: 'parked' },
    permission: 'events:read',
  },
  {
    name: 'jobs_dead',
    from: 'dead_jobs where replayed_at is null',
    list: 'dead-jobs',
    filter: {},
    permission: 'events:read',
  },
  {
    name: 'connections_unwell',
    from: `connections where status = 'revoked' or (status = 'active' and health in ('poor', 'bad'))`,
    list: 'connections',
    filter: {},
    permission: 'connections:read',
  },
]

// Ids of events are ordered by time: their key serves as an index of it.
const today: readonly Counted[] = [
  {
    name: 'events_told',
    from: `events where id >= (lpad(to_hex(floor(extract(epoch from $1::timestamptz) * 1000)::bigint), 12, '0')
             || '70000000000000000000')::uuid`,
    list: 'events',
    filter: {},
    permission: 'events:read',
  },
  {
    name: 'writes_done',
    from: `intents where created_at >= $1 and state = 'succeeded'`,
    list: 'intents',
    filter: { state: 'succeeded' },
    permission: 'intents:read',
  },
]

/** What needs a person now, and the figures since `since`, as far as the caller may see them. */
export async function readHome(
  tx: Tx,
  solutions: readonly Solution[],
  { since, may }: { since: Date; may: (permission: Permission) => boolean },
): Promise<Tallies> {
  const count = async (some: readonly Counted[], values: readonly unknown[]): Promise<Tally[]> => {
    const tallies: Tally[] = []
    for (const { from, ...rest } of some.filter(({ permission }) => may(permission)))
      tallies.push({ ...rest, count: await countUpTo(tx, from, values) })
    return tallies
  }
  const own: Tallies[] = []
  for (const { tallies } of solutions) if (tallies) own.push(await tallies(tx, since))
  const seen = (some: readonly Tally[]) => some.filter(({ permission }) => may(permission))
  return {
    needs: [...seen(own.flatMap(one => one.needs)), ...(await count(needs, []))],
    today: [...seen(own.flatMap(one => one.today)), ...(await count(today, [since]))],
  }
}

/** When the running day began in this time zone. */
export async function dayBegan(tx: Tx, zone: string): Promise<Date> {
  const [row] = await tx.query<{ since: Date }>(`select date_trunc('day', now(), $1) as since`, [zone])
  return row?.since ?? new Date()
}
