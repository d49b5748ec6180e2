import type { Database, Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { traced } from '../telemetry/trace.ts'
import { memberAddress } from '../tenancy/members.ts'
import { secret } from '../vault/secret.ts'
import type { Vault } from '../vault/vault.ts'
import type { Account, Notice } from './account.ts'
import type { AnyConnector, Catalogue } from './catalogue.ts'
import { type Circuit, openCircuit } from '../calls/circuit.ts'
import { type Network, networkOf } from '../calls/outside/destination.ts'
import { type Circuits, outageOf } from './circuits.ts'
import { recordHistory } from './history.ts'
import { openPace } from './pace.ts'
import { tellStale } from './stale.ts'

/** What connections stand on. */
export interface Connecting {
  readonly db: Database
  readonly vault: Vault
  readonly catalogue: Catalogue
  readonly circuits: Circuits
  /** Without one, credentials may name nothing private. */
  readonly network?: Network
  /** Where platforms reach us, without a slash at the end. */
  readonly publicUrl: string
}

interface SealedRow {
  readonly id: string
  readonly connector: string
  readonly origin: string | null
  readonly sealed: string
  readonly status: string
}

/** Opens an account: its credentials are unsealed now, and live in memory only. */
export async function openAccount(
  spine: Connecting,
  tenantId: string,
  connectionId: string,
): Promise<Account<unknown>> {
  const { row, credentials } = await spine.db.tenant(tenantId, async tx => {
    const [found] = await tx.query<SealedRow & { health_says: string }>(
      'select id, connector, origin, sealed, status, health_says from connections where id = $1',
      [connectionId],
    )
    if (!found) throw new Refusal('not_found', 'There is no such connection.')
    return { row: found, credentials: await openSealed(spine, tx, found) }
  })
  if (row.status === 'revoked')
    throw new Refusal('unauthenticated', 'The platform ended this connection: authorise it again.')
  const sheet = connectorOf(spine.catalogue, row.connector)
  const place = { tenantId, connectionId, title: sheet.title }
  return accountOf(spine, sheet, {
    ...place,
    origin: row.origin ?? undefined,
    credentials,
    circuit: spine.circuits.of(place, row.health_says === outageOf(sheet.title)),
  })
}

/** What is stored of a connection, ended ones too: for whoever authorises it again. Throws Refusal `not_found`. */
export async function readStored(
  spine: Connecting,
  tx: Tx,
  connectionId: string,
): Promise<{ connector: string; externalId: string; credentials: unknown }> {
  const [row] = await tx.query<SealedRow & { external_id: string }>(
    'select id, connector, external_id, origin, sealed, status from connections where id = $1',
    [connectionId],
  )
  if (!row) throw new Refusal('not_found', 'There is no such connection.')
  const credentials = await openSealed(spine, tx, row)
  return { connector: row.connector, externalId: row.external_id, credentials }
}

/** Where a simulated platform answers for an account that the composition root connected; undefined for every real one. */
export async function storedOrigin(tx: Tx, connector: string, account: string): Promise<string | undefined> {
  const [row] = await tx.query<{ origin: string | null }>(
    'select origin from connections where connector = $1 and external_id = $2',
    [connector, account],
  )
  return row?.origin ?? undefined
}

/** The connector of that id, or a refusal. */
export function connectorOf(all: Catalogue, id: string): AnyConnector {
  const found = all.get(id)
  if (!found) throw new Refusal('unsupported', `There is no connector named ${id.slice(0, 50)}.`)
  return found
}

/** An account with credentials in hand; without a circuit it is not saved yet, and `renew` keeps what it got in memory. */
export function accountOf(
  spine: Connecting,
  sheet: AnyConnector,
  opened: {
    tenantId: string
    connectionId: string
    origin: string | undefined
    credentials: unknown
    /** Of a saved connection; one that is only tried has no past. */
    circuit?: Circuit
  },
): Account<unknown> {
  const { tenantId, connectionId, origin } = opened
  let credentials = secret(opened.credentials)
  return {
    tenantId,
    connectionId,
    origin,
    get credentials() {
      return credentials
    },
    circuit: inTrace(opened.circuit ?? openCircuit({ title: sheet.title }), sheet.id, opened),
    network: spine.network ?? networkOf([]),
    pace: openPace(spine.db, { tenantId, connectionId }, sheet.pace),
    renew: async change => {
      credentials = secret(
        opened.circuit === undefined
          ? await change(credentials)
          : await renewStored(spine, tenantId, connectionId, change),
      )
      return credentials
    },
    // A call says what it came to whether or not this can be kept; the next one that is refused tells it again.
    notice: notice => void takeNotice(spine, tenantId, connectionId, notice).catch(() => {}),
    addressOf: member => spine.db.tenant(tenantId, tx => memberAddress(tx, member)),
  }
}

// Every call of every platform goes through here, and is a span of its own.
function inTrace(
  circuit: Circuit,
  connector: string,
  of: { tenantId: string; connectionId: string },
): Circuit {
  const { tenantId, connectionId } = of
  const about = { connector, tenantId, connectionId }
  return {
    ...circuit,
    through: work =>
      traced({ name: `provider ${connector}`, kind: 'client', about }, () => circuit.through(work)),
  }
}

const field = 'credentials'

async function openSealed(spine: Connecting, tx: Tx, row: SealedRow): Promise<unknown> {
  return spine.vault.open(tx, { connectionId: row.id, field }, row.sealed)
}

/** Seals credentials for a connection's row. */
export function sealCredentials(
  spine: Connecting,
  tx: Tx,
  connectionId: string,
  credentials: unknown,
): Promise<string> {
  return spine.vault.seal(tx, { connectionId, field }, credentials)
}

// The row lock is held while the platform is asked: whoever else wants to renew waits, and then sees what was renewed.
async function renewStored(
  spine: Connecting,
  tenantId: string,
  connectionId: string,
  change: (stored: unknown) => Promise<unknown>,
): Promise<unknown> {
  return spine.db.tenant(tenantId, async tx => {
    const [row] = await tx.query<SealedRow>(
      'select id, connector, origin, sealed, status from connections where id = $1 for update',
      [connectionId],
    )
    if (!row) throw new Refusal('not_found', 'There is no such connection.')
    const renewed = await change(await openSealed(spine, tx, row))
    await tx.query('update connections set sealed = $2 where id = $1', [
      connectionId,
      await sealCredentials(spine, tx, connectionId, renewed),
    ])
    return renewed
  })
}

// Said once a day and kind: a platform repeats itself with every answer.
async function takeNotice(
  spine: Connecting,
  tenantId: string,
  connectionId: string,
  notice: Notice,
): Promise<void> {
  const says =
    notice.kind === 'version'
      ? `The platform answered with version ${notice.answered} instead of ${notice.asked}: an update is due.`
      : notice.says
  await spine.db.tenant(tenantId, async tx => {
    const said = await tx.query(
      `select 1 as one from connection_history where connection_id = $1 and kind = $2 and at > now() - interval '1 day' limit 1`,
      [connectionId, notice.kind],
    )
    if (said.length > 0) return
    await recordHistory(tx, connectionId, notice.kind, says)
    await tellStale(tx, connectionId)
    await tx.query('update connections set health = $2, health_says = $3, checked_at = now() where id = $1', [
      connectionId,
      notice.kind === 'version' ? 'poor' : 'bad',
      says,
    ])
  })
}
