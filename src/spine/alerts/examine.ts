import type { Anchoring } from '../audit/anchoring.ts'
import type { Database, Tx } from '../database/database.ts'
import { isRefusal } from '../refusal.ts'
import type { KeyRing } from '../vault/keys.ts'

/** What one check found, in facts; each door has its own words for them. */
export interface Finding {
  readonly check:
    | 'node'
    | 'postgres'
    | 'durable'
    | 'keys'
    | 'connections'
    | 'parked'
    | 'dead'
    | 'unclear'
    | 'heads'
  readonly isGood: boolean
  readonly facts: Readonly<Record<string, string | number>>
}

/** Whether the program runs on what it needs; asked before anything is opened. */
export function examineNode(): Finding {
  const version = process.versions.node
  return { check: 'node', isGood: Number(version.split('.')[0]) >= 24, facts: { version } }
}

/** Everything that can be wrong with an install, as one account sees it. */
export async function examine(
  of: { readonly db: Database; readonly ring: KeyRing; readonly anchoring?: Anchoring | undefined },
  tenantId: string,
): Promise<Finding[]> {
  const own = await of.db.tenant(tenantId, async tx => [
    ...(await database(tx)),
    await keys(tx, of.ring),
    ...(await account(tx)),
  ])
  return [...own, await heads(of, tenantId)]
}

async function database(tx: Tx): Promise<Finding[]> {
  const [server] = await tx.query<{ number: number; version: string; fsync: string; sync: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync`,
  )
  const { number = 0, version = 'unknown', fsync = 'unknown', sync = 'unknown' } = server ?? {}
  return [
    { check: 'postgres', isGood: number >= 150_000, facts: { version } },
    { check: 'durable', isGood: fsync === 'on' && sync !== 'off', facts: { fsync, sync } },
  ]
}

async function keys(tx: Tx, ring: KeyRing): Promise<Finding> {
  const sealing = await tx.query<{ kek_id: string }>('select kek_id from data_keys')
  const lost = sealing.filter(({ kek_id: id }) => !ring.find(id)).map(one => one.kek_id)
  return { check: 'keys', isGood: lost.length === 0, facts: { lost: lost.join(', ') } }
}

async function account(tx: Tx): Promise<Finding[]> {
  const sick = await tx.query<{ title: string; health_says: string }>(
    `select title, health_says from connections where health in ('poor', 'bad') or status = 'revoked'`,
  )
  const [count] = await tx.query<{ parked: number; dead: number; unclear: number }>(
    `select (select count(*)::int from events where state = 'parked') as parked,
            (select count(*)::int from dead_jobs where replayed_at is null) as dead,
            (select count(*)::int from intents where state = 'needs_person') as unclear`,
  )
  const counted = (['parked', 'dead', 'unclear'] as const).map(check => {
    const found = count?.[check] ?? 0
    return { check, isGood: found === 0, facts: { count: found } }
  })
  const says = sick.map(one => `${one.title}: ${one.health_says}`).join('; ')
  return [{ check: 'connections', isGood: sick.length === 0, facts: { says } }, ...counted]
}

// The heads are written by an hourly job that nobody watches; a bucket whose key expired would be noticed too late.
async function heads(
  { db, anchoring }: { readonly db: Database; readonly anchoring?: Anchoring | undefined },
  tenantId: string,
): Promise<Finding> {
  try {
    const known = await anchoring?.read(tenantId)
    const newest = [...(known?.genuine.keys() ?? [])].reduce((most, seq) => Math.max(most, seq), 0)
    const [late] = await db.tenant(tenantId, tx =>
      tx.query<{ count: number }>(
        `select count(*)::int as count from audit where seq > $1 and at < now() - interval '2 hours'`,
        [newest],
      ),
    )
    const count = late?.count ?? 0
    return { check: 'heads', isGood: count === 0, facts: { newest, late: count } }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { check: 'heads', isGood: false, facts: { says: error.says } }
  }
}
