import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { accountOf, connectorOf, openAccount, sealCredentials, type Connecting } from './accounts.ts'
import type { Upkept } from './connector.ts'
import { recordHistory } from './history.ts'
import { tellStale } from './stale.ts'

/** What somebody wants to connect. `origin` is for the sandbox, given by the composition root only. */
export interface NewConnection {
  readonly connector: string
  readonly credentials: unknown
  readonly origin?: string
  /** The connection that is authorised again: only credentials of its own account will do. */
  readonly connectionId?: string
}

/** A saved connection. Warnings are for the person who connected. */
export interface Connected {
  readonly connectionId: string
  readonly title: string
  readonly warnings: readonly string[]
}

/**
 * Connects a platform: the credentials are tried first, and only what works is saved. The same account again keeps its
 * connection and gets the new credentials. Then whatever must stand at the platform is put up.
 */
export async function connect(spine: Connecting, actor: Actor, wanted: NewConnection): Promise<Connected> {
  const sheet = connectorOf(spine.catalogue, wanted.connector)
  const credentials = parseCredentials(sheet.credentials, wanted.credentials)
  const draft = accountOf(spine, sheet, {
    tenantId: actor.tenantId,
    connectionId: randomUUID(),
    origin: wanted.origin,
    credentials,
  })
  const checked = await sheet.check(draft)
  const connectionId = await spine.db.tenant(actor.tenantId, async tx => {
    await tx.query('delete from paces where connection_id = $1', [draft.connectionId])
    const [known] = await tx.query<{ id: string }>(
      'select id from connections where connector = $1 and external_id = $2 for update',
      [sheet.id, checked.externalId],
    )
    if (wanted.connectionId !== undefined && known?.id !== wanted.connectionId)
      throw new Refusal('conflict', `These credentials are those of ${checked.externalId}, another account.`)
    const id = known?.id ?? draft.connectionId
    const sealed = await sealCredentials(spine, tx, id, draft.credentials)
    await tx.query(
      `insert into connections (tenant_id, id, connector, external_id, title, origin, door, sealed, scopes, health, checked_at, scanned_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'good', now(), now())
       on conflict (tenant_id, connector, external_id) do update set title = excluded.title, origin = excluded.origin,
         sealed = excluded.sealed, scopes = excluded.scopes, status = 'active', health = 'good', health_says = '', checked_at = now()`,
      [
        tx.tenantId,
        id,
        sheet.id,
        checked.externalId,
        checked.title,
        wanted.origin ?? null,
        randomBytes(32).toString('base64url'),
        sealed,
        checked.scopes ?? [],
      ],
    )
    await recordHistory(tx, id, 'connected', `${checked.title} was connected by ${actor.name}.`)
    await appendAudit(tx, {
      actor: `${actor.kind} ${actor.id}`,
      via: actor.via,
      deed: 'connection.saved',
      subject: `connection ${id}`,
      outcome: 'succeeded',
    })
    return id
  })
  spine.circuits.forget(connectionId)
  await keepUp(spine, actor.tenantId, connectionId)
  return { connectionId, title: checked.title, warnings: checked.warnings ?? [] }
}

function parseCredentials(schema: z.ZodType<unknown>, given: unknown): unknown {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Refusal('invalid_input', 'These credentials do not have the form that the platform uses.', {
    flaws: parsed.error.issues.map(issue => ({
      pointer: `/credentials/${issue.path.join('/')}`,
      message: issue.message,
    })),
  })
}

/** Where this connection's webhooks arrive. */
export function intakeUrl(publicUrl: string, door: string): string {
  return `${publicUrl}/webhook/${door}`
}

/** Creates, verifies and repairs what must stand at the platform. A failure is the connection's poor health, not an error. */
export async function keepUp(
  spine: Connecting,
  tenantId: string,
  connectionId: string,
): Promise<Upkept | undefined> {
  const account = await openAccount(spine, tenantId, connectionId)
  const [row] = await spine.db.tenant(tenantId, tx =>
    tx.query<{ connector: string; door: string; stood: boolean }>(
      'select connector, door, upkept_at is not null as stood from connections where id = $1',
      [connectionId],
    ),
  )
  if (!row) return undefined
  const sheet = connectorOf(spine.catalogue, row.connector)
  if (!sheet.upkeep) return undefined
  const [says, health, upkept] = await sheet.upkeep(account, intakeUrl(spine.publicUrl, row.door)).then(
    done => [done.says, 'good', done] as const,
    (error: unknown) =>
      [error instanceof Refusal ? error.says : 'The upkeep failed.', 'poor', undefined] as const,
  )
  await spine.db.tenant(tenantId, async tx => {
    // What stood and had to be put up again was lost in between: somebody should know.
    const kind = row.stood && upkept !== undefined && upkept.repaired > 0 ? 'repaired' : 'upkeep'
    // That all stands as it stood is no news, however often it is looked at.
    if (!row.stood || upkept?.repaired !== 0) await recordHistory(tx, connectionId, kind, says)
    if (health === 'poor') await tellStale(tx, connectionId)
    await tx.query('update connections set upkept_at = now(), health = $2, health_says = $3 where id = $1', [
      connectionId,
      health,
      health === 'good' ? '' : says,
    ])
  })
  return upkept
}
