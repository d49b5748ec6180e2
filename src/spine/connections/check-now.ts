import { isRefusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { connectorOf, openAccount, type Connecting } from './accounts.ts'
import { keepUp } from './connect.ts'
import { recordHistory } from './history.ts'
import { readConnection } from './list.ts'

/** How a connection does at this moment. */
export interface Check {
  readonly isGood: boolean
  /** What is wrong, in a sentence for the person who looks; empty where nothing is. */
  readonly says: string
  /** What is missing that does not forbid working. */
  readonly warnings: readonly string[]
}

/**
 * Asks the platform whether it still knows us, mends what must stand there, and keeps the finding as the connection's health. What the
 * platform refuses is the finding, not an error. Throws Refusal `not_found`.
 */
export async function checkNow(
  spine: Connecting,
  { tenantId, name }: Pick<Actor, 'tenantId' | 'name'>,
  connectionId: string,
): Promise<Check> {
  const row = await spine.db.tenant(tenantId, tx => readConnection(tx, connectionId))
  const sheet = connectorOf(spine.catalogue, row.connector)
  const { says, warnings } = await openAccount(spine, tenantId, connectionId)
    .then(account => sheet.check(account))
    .then(
      checked => ({ says: '', warnings: checked.warnings ?? [] }),
      (error: unknown) => {
        if (!isRefusal(error)) throw error
        return { says: error.says, warnings: [] }
      },
    )
  await spine.db.tenant(tenantId, async tx => {
    await tx.query(
      `update connections set checked_at = now(), health = $2, health_says = $3 where id = $1 and status <> 'revoked'`,
      [connectionId, says === '' ? 'good' : 'bad', says],
    )
    const found = says === '' ? 'all is well' : says
    await recordHistory(tx, connectionId, 'checked', `${name} had it checked: ${found}`)
  })
  if (says !== '') return { isGood: false, says, warnings }
  await keepUp(spine, tenantId, connectionId)
  const now = await spine.db.tenant(tenantId, tx => readConnection(tx, connectionId))
  return { isGood: now.health === 'good', says: now.health_says, warnings }
}
