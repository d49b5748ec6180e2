import type { Tx } from '../database/database.ts'
import { capLines, fullInWords, type CapLine } from './caps.ts'
import { refusalOf } from './decide-for.ts'
import type { Deed, Usage } from './question.ts'
import { policyIn } from './standing.ts'

/**
 * Takes a write's share of every cap, in the transaction that lets it be sent: of many at once only as many pass as have room.
 * Once for an intent, however often it is called. Throws Refusal `rate_limited` where a cap is full, `forbidden` where the deed
 * cannot be counted; the transaction must then be rolled back.
 */
export async function reserve(tx: Tx, intentId: string, deed: Deed): Promise<void> {
  await take(
    tx,
    await linesOf(tx, deed),
    `insert into cap_reservations (tenant_id, intent_id, subject, key, since, minor)
     select $1, $8::uuid, subject, key, date_trunc(every, now(), 'UTC'), minor from line
     on conflict (tenant_id, intent_id, subject, key) do nothing returning subject, key`,
    [intentId],
  )
}

/** Counts a deed that is done in this very transaction, and so needs no reservation. Throws as `reserve` does. */
export async function countDeed(tx: Tx, deed: Deed): Promise<void> {
  await take(tx, await linesOf(tx, deed), 'select subject, key from line')
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

// Without a limit of its own, a counter stops where its column, or exact integers, end.
const [mostCount, mostMinor] = [2_147_483_647, Number.MAX_SAFE_INTEGER]

/**
 * Moves the counters of the lines that `fresh` gives, all in one order for everybody, each only if it has room: whoever comes next
 * waits for this commit at the counter, and finds it moved.
 */
async function take(
  tx: Tx,
  lines: readonly CapLine[],
  fresh: string,
  more: readonly unknown[] = [],
): Promise<void> {
  if (lines.length === 0) return
  const rows = await tx.query<{ subject: string; key: string; is_taken: boolean }>(
    `with line as (
       select * from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::int[], $7::bigint[])
         as line (subject, key, every, minor, most_count, most_minor)
     ), fresh as (${fresh}), taken as (
       insert into cap_usage as u (tenant_id, subject, key, every, since, count, minor)
       select $1, subject, key, every, date_trunc(every, now(), 'UTC'), 1, minor from line join fresh using (subject, key)
        where 1 <= most_count and minor <= most_minor
        order by key collate "C", subject collate "C"
       on conflict (tenant_id, subject, key, since) do update
         set count = u.count + 1, minor = u.minor + excluded.minor
         where exists (select from line where line.subject = u.subject and line.key = u.key
                          and u.count + 1 <= line.most_count and u.minor + excluded.minor <= line.most_minor)
       returning subject, key
     )
     select subject, key, taken.key is not null as is_taken from fresh left join taken using (subject, key)`,
    [
      tx.tenantId,
      lines.map(({ subject }) => subject),
      lines.map(({ key }) => key),
      lines.map(({ cap }) => cap.every),
      lines.map(({ minor }) => minor),
      lines.map(({ cap }) => cap.count ?? mostCount),
      lines.map(({ cap }) => cap.money?.minor ?? mostMinor),
      ...more,
    ],
  )
  const full = lines.find(({ subject, key }) =>
    rows.some(row => row.subject === subject && row.key === key && !row.is_taken),
  )
  if (full) throw refusalOf({ code: 'cap', says: fullInWords(full, await usedOf(tx, full)) })
}

async function usedOf(tx: Tx, { subject, key, cap }: CapLine): Promise<Usage> {
  const [used] = await tx.query<Usage>(
    `select key, subject, count, minor::float8 as minor from cap_usage
      where subject = $1 and key = $2 and since = date_trunc($3, now(), 'UTC')`,
    [subject, key, cap.every],
  )
  return used ?? { subject, key, count: 0, minor: 0 }
}
