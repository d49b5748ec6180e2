import { openAccount, connectorOf, type Connecting } from '../connections/accounts.ts'
import { recordHistory } from '../connections/history.ts'
import { newEvent } from './fingerprint.ts'
import { storeEvents } from './store.ts'

/** How far each scan looks back behind the last one: platforms date changes before they show them. */
const overlapSeconds = 15 * 60

/**
 * Finds what never came: asks the platform for everything that changed since the last scan and stores what is not known yet. Told
 * by the same business keys as webhooks, so that a fact whose webhook came is found again and not repeated.
 */
export async function scanForGaps(
  spine: Connecting,
  tenantId: string,
  connectionId: string,
): Promise<{ seen: number; found: number }> {
  const [row] = await spine.db.tenant(tenantId, tx =>
    tx.query<{ connector: string; since: Date; begun: Date }>(
      `select connector, coalesce(scanned_until, created_at) - $2::float8 * interval '1 s' as since, now() as begun
         from connections where id = $1 and status = 'active'`,
      [connectionId, overlapSeconds],
    ),
  )
  const scan = row && connectorOf(spine.catalogue, row.connector).scan
  if (!row || !scan) return { seen: 0, found: 0 }
  const account = await openAccount(spine, tenantId, connectionId)
  let [seen, found] = [0, 0]
  for await (const page of scan(account, row.since.toISOString())) {
    const events = page.map(one => newEvent({ tenantId, connectionId }, one, one.body, 'scan'))
    seen += events.length
    found += (await storeEvents(spine.db, events)).size
  }
  await spine.db.tenant(tenantId, async tx => {
    await tx.query('update connections set scanned_until = $2 where id = $1', [connectionId, row.begun])
    if (found > 0)
      await recordHistory(
        tx,
        connectionId,
        'gaps_found',
        `${found} of ${seen} changes had not been told by a webhook.`,
      )
  })
  return { seen, found }
}
