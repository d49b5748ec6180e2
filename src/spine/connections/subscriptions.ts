import { connectorOf, openAccount, type Connecting } from './accounts.ts'
import { intakeUrl } from './connect.ts'
import type { Subscription } from './connector.ts'
import { readConnection } from './list.ts'

/** What a platform tells us of, as it says itself at this moment; empty for one that tells nothing. Throws Refusal `not_found`. */
export async function readSubscriptions(
  spine: Connecting,
  tenantId: string,
  connectionId: string,
): Promise<readonly Subscription[]> {
  const { connector, door } = await spine.db.tenant(tenantId, async tx => {
    const row = await readConnection(tx, connectionId)
    const [found] = await tx.query<{ door: string }>('select door from connections where id = $1', [row.id])
    return { connector: row.connector, door: found?.door ?? '' }
  })
  const sheet = connectorOf(spine.catalogue, connector)
  if (!sheet.subscriptions) return []
  const account = await openAccount(spine, tenantId, connectionId)
  return sheet.subscriptions(account, intakeUrl(spine.publicUrl, door))
}
