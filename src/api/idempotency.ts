import { createHash } from 'node:crypto'
import { Refusal } from '#spine/refusal.ts'
import type { Database } from '#spine/database/database.ts'

/** An answer as it went out, to be given again byte for byte. */
export interface Kept {
  readonly status: number
  readonly text: string
  /** Shown once: it is not written down, and a repetition gets `null` in its place. */
  readonly hasSecret?: boolean
  /** Of the first answer only: how long to wait, and that it may be stored nowhere. */
  readonly headers?: Readonly<Record<string, string>>
}

interface Place {
  readonly tenantId: string
  readonly route: string
  readonly key: string
}

interface Row {
  readonly body_hash: Buffer
  readonly status: number | null
  readonly answer: string | null
}

/**
 * Answers once per key and route, for 24 hours. The same key with another body is refused; one whose first request is still under
 * way, too. An answer of "try again" is not kept, for trying again must then be possible.
 */
export async function once(
  db: Database,
  place: Place,
  body: string,
  work: () => Promise<Kept>,
): Promise<Kept & { isReplay: boolean }> {
  if (place.key.length > 255)
    throw new Refusal('invalid_input', 'An Idempotency-Key has at most 255 characters.')
  const hash = createHash('sha256').update(body).digest()
  const standing = await db.tenant(place.tenantId, async tx => {
    // One left by a process that died is free again after ten minutes: the intent below it knows what was done.
    const made = await tx.query(
      `insert into idempotency_keys (tenant_id, route, key, body_hash) values ($1, $2, $3, $4)
       on conflict (tenant_id, route, key) do update set body_hash = excluded.body_hash, created_at = now(), status = null, answer = null
         where idempotency_keys.created_at < now() - interval '24 hours'
            or (idempotency_keys.status is null and idempotency_keys.created_at < now() - interval '10 minutes')
       returning 1 as one`,
      [place.tenantId, place.route, place.key, hash],
    )
    if (made.length > 0) return undefined
    const [row] = await tx.query<Row>(
      'select body_hash, status, answer from idempotency_keys where route = $1 and key = $2',
      [place.route, place.key],
    )
    return row
  })
  if (standing) return replay(standing, hash)
  try {
    const kept = await work()
    if (kept.status === 429 || kept.status >= 500) await forget(db, place)
    else await keep(db, place, kept)
    return { ...kept, isReplay: false }
  } catch (error) {
    await forget(db, place)
    throw error
  }
}

function replay(row: Row, hash: Buffer): Kept & { isReplay: boolean } {
  if (!row.body_hash.equals(hash))
    throw new Refusal('invalid_input', 'This Idempotency-Key was used with another body.')
  if (row.status === null || row.answer === null) {
    throw new Refusal('conflict', 'The first request with this Idempotency-Key is still under way.', {
      retryAfterSeconds: 2,
    })
  }
  return { status: row.status, text: row.answer, isReplay: true }
}

async function keep(db: Database, place: Place, { status, text, hasSecret }: Kept): Promise<void> {
  const answer = hasSecret === true ? withoutSecret(text) : text
  await db.tenant(place.tenantId, tx =>
    tx.query('update idempotency_keys set status = $3, answer = $4 where route = $1 and key = $2', [
      place.route,
      place.key,
      status,
      answer,
    ]),
  )
}

function withoutSecret(text: string): string {
  return JSON.stringify(JSON.parse(text), (name, value: unknown) => (name === 'secret' ? null : value))
}

async function forget(db: Database, place: Place): Promise<void> {
  await db.tenant(place.tenantId, tx =>
    tx.query('delete from idempotency_keys where route = $1 and key = $2 and status is null', [
      place.route,
      place.key,
    ]),
  )
}
