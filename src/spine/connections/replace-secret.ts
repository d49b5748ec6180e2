import { appendAudit } from '../audit/append.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { connectorOf, openAccount, type Connecting } from './accounts.ts'
import { recordHistory } from './history.ts'
import { readConnection } from './list.ts'

/**
 * Gives a connection its app's new secret, which signs webhooks and renews tokens; gives until when the one before is accepted.
 * Throws Refusal `not_found`, `unsupported`, or what the platform says of the secret; nothing has changed then.
 */
export async function replaceSecret(
  spine: Connecting,
  actor: Actor,
  connectionId: string,
  { secret, previousHours }: { readonly secret: string; readonly previousHours: number },
): Promise<Date> {
  const { tenantId } = actor
  const row = await spine.db.tenant(tenantId, tx => readConnection(tx, connectionId))
  const { takeSecret, title } = connectorOf(spine.catalogue, row.connector)
  if (!takeSecret) throw new Refusal('unsupported', `${title} has no app whose secret changes.`)
  const until = new Date(Date.now() + previousHours * 3_600_000)
  await takeSecret(await openAccount(spine, tenantId, connectionId), secret, until)
  await spine.db.tenant(tenantId, async tx => {
    const says = `${actor.name} gave the app's new secret; the one before is accepted until ${until.toISOString()}.`
    await recordHistory(tx, connectionId, 'secret', says)
    await appendAudit(tx, {
      actor: `${actor.kind} ${actor.id}`,
      via: actor.via,
      deed: 'connection.secret_replaced',
      subject: `connection ${connectionId}`,
      outcome: 'succeeded',
    })
  })
  return until
}
