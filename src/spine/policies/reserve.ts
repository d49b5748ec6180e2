import type { Tx } from '../database/database.ts'
import { capLines, fullInWords, hasRoom, type CapLine } from './caps.ts'
import { refusalOf } from './decide-for.ts'
import type { Deed, Usage } from './question.ts'
import { policyIn } from './standing.ts'

/**
 * Takes a write's share of every cap, in the transaction that lets it be sent: of many at once only as many pass as have room.
 * Once for an intent, however often it is called. Throws Refusal `rate_limited` where a cap is full, `forbidden` where the deed
 * cannot be counted; the transaction must then be rolled back.
 */
export async function reserve(tx: Tx, intentId: string, deed: Deed): Promise<void> {
  const lines = await linesOf(tx, deed)
  const fresh = await tx.query<{ subject: string; key: string }>(
    `insert into cap_reservations (tenant_id, intent_id, subject, key, since, minor)
     select $1, $2, subject, key, date_trunc(every, now(), 'UTC'), minor from ${lineTable(3)}
     on conflict (tenant_id, intent_id, subject, key) do nothing returning subject, key`,
    [tx.tenantId, intentId, ...columnsOf(lines)],
  )
  const isFresh = ({ subject, key }: CapLine) => fresh.some(one => one.subject === subject && one.key === key)
  await take(tx, lines.filter(isFresh))
}

/** Counts a deed that is done in this very transaction, and so needs no reservation. Throws as `reserve` does. */
export async function countDeed(tx: Tx, deed: Deed): Promise<void> {
  await take(tx, await linesOf(tx, deed))
}

async function linesOf(tx: Tx, deed: Deed): Promise<readonly CapLine[]> {
  const lines = capLines(deed, await policyIn(tx))
  if ('says' in lines) throw refusalOf({ code: 'unknown', says: lines.says })
  return lines
}

/** Gives back what an intent holds: it was certainly not done. What holds nothing is left alone. */
export async function release(tx: Tx, intentId: string): Promise<void> {
  // Locked in the order in which they are taken.
  await tx.query(
    `select from cap_usage u join cap_reservations r using (tenant_id, subject, key, since)
      where r.intent_id = $1 order by u.key collate "C", u.subject collate "C" for update of u`,
    [intentId],
  )
  await tx.query(
    `with freed as (delete from cap_reservations where intent_id = $1 returning subject, key, since, minor)
     update cap_usage u set count = greatest(u.count - 1, 0), minor = greatest(u.minor - freed.minor, 0) from freed
      where u.subject = freed.subject and u.key = freed.key and u.since = freed.since`,
    [intentId],
  )
}

/** The deed is done: what it holds of the caps is spent for good. */
export async function spend(tx: Tx, intentId: string): Promise<void> {
  await tx.query('delete from cap_reservations where intent_id = $1', [intentId])
}

// The counters are locked first, all in one order, and judged as they then are; whoever comes next waits for this commit.
async function take(tx: Tx, lines: readonly CapLine[]): Promise<void> {
  if (lines.length === 0) return
  const columns = columnsOf(lines)
  const used = await tx.query<Usage>(
    `insert into cap_usage as u (tenant_id, subject, key, every, since, count, minor)
     select $1, subject, key, every, date_trunc(every, now(), 'UTC'), 0, 0 from ${lineTable(2)}
      order by key collate "C", subject collate "C"
     on conflict (tenant_id, subject, key, since) do update set count = u.count
     returning key, subject, count, minor::float8 as minor`,
    [tx.tenantId, ...columns],
  )
  for (const line of lines) {
    const now = used.find(one => one.key === line.key && one.subject === line.subject)
    if (!now) throw new Error('A counter was not locked.')
    if (!hasRoom(line, now)) throw refusalOf({ code: 'cap', says: fullInWords(line, now) })
  }
  await tx.query(
    `update cap_usage u set count = u.count + 1, minor = u.minor + line.minor from ${lineTable(1)}
      where u.subject = line.subject and u.key = line.key and u.since = date_trunc(line.every, now(), 'UTC')`,
    columns,
  )
}

function lineTable(first: number): string {
  const place = (at: number, type: string) => `$${first + at}::${type}[]`
  return `unnest(${place(0, 'text')}, ${place(1, 'text')}, ${place(2, 'text')}, ${place(3, 'bigint')}) as line (subject, key, every, minor)`
}

function columnsOf(lines: readonly CapLine[]): unknown[][] {
  return [
    lines.map(({ subject }) => subject),
    lines.map(({ key }) => key),
    lines.map(({ cap }) => cap.every),
    lines.map(({ minor }) => minor),
  ]
}
