import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Gorgias } from '../../src/connectors/gorgias/connector.ts'
import { Shopify } from '../../src/connectors/shopify/connector.ts'
import { catalogue, listed } from '../../src/spine/connections/catalogue.ts'
import { openCircuits } from '../../src/spine/connections/circuits.ts'
import { connect } from '../../src/spine/connections/connect.ts'
import { openDatabase, type Database } from '../../src/spine/database/database.ts'
import { startEmbedded } from '../../src/spine/database/embedded/start-embedded.ts'
import { changeSettings } from '../../src/spine/solutions/settings.ts'
import { systemActor } from '../../src/spine/tenancy/actor.ts'
import { ensureAccount } from '../../src/spine/tenancy/accounts.ts'
import { keyRing } from '../../src/spine/vault/keys.ts'
import { openVault } from '../../src/spine/vault/vault.ts'
import { Settings } from '../../src/solutions/backorders/settings.ts'
import { freePort, program, type Program } from './program.ts'

const main = new URL('../../src/main.ts', import.meta.url)
const secretKey = Buffer.alloc(32, 3).toString('base64')

/** A simulated platform, wherever it runs. */
export interface Platform {
  readonly connector: 'shopify' | 'gorgias'
  readonly origin: string
  readonly credentials: Record<string, unknown>
}

/** One process of the house. */
export interface Part extends Program {
  /** Where it answers /metrics. */
  readonly origin: string
}

/** The real program in processes of their own, on an embedded PostgreSQL that this process started. */
export interface BenchHouse extends AsyncDisposable {
  readonly db: Database
  /** The owner's connection string. */
  readonly databaseUrl: string
  readonly tenantId: string
  /** The connection to the shop. */
  readonly shopConnection: string
  /** Where the shop's webhooks arrive, without a topic; on the port that the api role takes. */
  readonly door: string
  /** Starts a process and waits until it is ready. */
  start(role: 'api' | 'worker' | 'all'): Promise<Part>
}

/** Opens a house whose first account is connected to these platforms; nothing runs yet but its database. */
export async function openHouse(
  platforms: readonly Platform[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<BenchHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-bench-'))
  const server = await startEmbedded({ dataFolder: join(folder, 'postgres') })
  const port = await freePort()
  const start = async (role: 'api' | 'worker' | 'all'): Promise<Part> => {
    const metricsPort = role === 'worker' ? await freePort() : port
    const part = program(main, ['start'], {
      STOREWRIGHT_DATA: folder,
      SECRET_KEYS: secretKey,
      PORT: String(port),
      LOG_LEVEL: 'error',
      ROLE: role,
      PRIVATE_ORIGINS: platforms.map(one => one.origin).join(','),
      ...(role === 'worker' && { METRICS_PORT: String(metricsPort) }),
    })
    await part.hear('is ready')
    return { ...part, origin: `http://127.0.0.1:${metricsPort}` }
  }
  const db = openDatabase({ url: server.url })
  try {
    // The first start migrates; webhooks that come before the next find nobody, as in any outage.
    const first = await start('api')
    const { tenantId } = await ensureAccount(db, { name: 'Bench', ownerEmail: 'bench@example.com' })
    await db.tenant(tenantId, tx => changeSettings(tx, 'backorders', Settings, settings))
    const connecting = {
      db,
      vault: openVault(keyRing([secretKey])),
      catalogue: catalogue([listed(Shopify), listed(Gorgias)]),
      circuits: openCircuits(db),
      publicUrl: first.origin,
    }
    for (const platform of platforms) await connect(connecting, systemActor(tenantId, 'cli'), platform)
    const [shop] = await db.tenant(tenantId, tx =>
      tx.query<{ id: string; door: string }>(`select id, door from connections where connector = 'shopify'`),
    )
    await first.stop()
    return {
      db,
      databaseUrl: server.url,
      tenantId,
      shopConnection: shop?.id ?? '',
      door: `${first.origin}/webhook/${shop?.door}`,
      start,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }

  async function close(): Promise<void> {
    await db.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
