import { readFile } from 'node:fs/promises'
import { startServer } from '../src/api/server.ts'
import { Gorgias } from '../src/connectors/gorgias/connector.ts'
import { Shopify } from '../src/connectors/shopify/connector.ts'
import { catalogue, listed } from '../src/spine/connections/catalogue.ts'
import { openCircuits } from '../src/spine/connections/circuits.ts'
import { connect } from '../src/spine/connections/connect.ts'
import { openDoors } from '../src/spine/connections/doors.ts'
import { openDatabase, type Database } from '../src/spine/database/database.ts'
import { migrate, spineMigrations } from '../src/spine/database/migrations.ts'
import { openJobs } from '../src/spine/jobs/jobs.ts'
import { openEngine } from '../src/spine/solutions/engine.ts'
import { openLog } from '../src/spine/telemetry/log.ts'
import { createAccount } from '../src/spine/tenancy/accounts.ts'
import { systemActor } from '../src/spine/tenancy/actor.ts'
import { requestLimit } from '#spine/tenancy/request-limits.ts'
import { openTries } from '#spine/tenancy/tries.ts'
import { keyRing } from '../src/spine/vault/keys.ts'
import { openVault } from '../src/spine/vault/vault.ts'
import { Backorders } from '../src/solutions/backorders/solution.ts'
import { startGorgias, type GorgiasSandbox } from '../sandbox/gorgias/gorgias.ts'
import { startShopify, type ShopifySandbox } from '../sandbox/shopify/server.ts'

/** A Storewright with one connected shop. */
export interface BenchShop {
  readonly intake: string
  readonly secret: string
  readonly db: Database
  readonly tenantId: string
  readonly shopify: ShopifySandbox
  readonly gorgias: GorgiasSandbox
  close(): Promise<void>
}

/** Opens it; unless it `isWorking` it takes in webhooks and works none, else it watches for backorders with a helpdesk beside. */
export async function openShop(url: string, { isWorking = false } = {}): Promise<BenchShop> {
  const schema = await readFile(new URL('../src/solutions/backorders/schema.sql', import.meta.url), 'utf8')
  await migrate(url, [...(await spineMigrations()), { name: 'backorders-0001', sql: schema }])
  const db = openDatabase({ url })
  const jobs = openJobs({ db, url, isWorker: isWorking, onError: error => console.error(error) })
  const vault = openVault(keyRing([Buffer.alloc(32, 3).toString('base64')]))
  const connecting = {
    db,
    vault,
    catalogue: catalogue([listed(Shopify), listed(Gorgias)]),
    circuits: openCircuits(db),
    publicUrl: 'http://127.0.0.1',
  }
  const engine = openEngine({
    connecting,
    jobs,
    solutions: isWorking ? [Backorders] : [],
    count: () => {},
    onParked: () => {},
    onFailed: error => console.error(error),
  })
  await jobs.start()
  const log = openLog({ level: 'error' })
  const house = {
    db,
    engine,
    connecting,
    doors: openDoors(db),
    ring: vault.ring,
    log,
    publicUrl: 'http://127.0.0.1',
    trustedHops: 0,
    limit: requestLimit(),
    tries: openTries(),
    mcp: () => Promise.resolve(),
  }
  const server = await startServer(house, { host: '127.0.0.1', port: 0 })
  connecting.publicUrl = `http://127.0.0.1:${server.port}`
  const { tenantId } = await createAccount(db, { name: 'Bench', ownerEmail: 'bench@example.com' })
  const shopify = await startShopify()
  const credentials = {
    shop: shopify.domain,
    accessToken: shopify.accessToken,
    clientSecret: shopify.clientSecret,
  }
  await connect(connecting, systemActor(tenantId, 'cli'), {
    connector: 'shopify',
    origin: shopify.url,
    credentials,
  })
  const gorgias = await startGorgias()
  await connect(connecting, systemActor(tenantId, 'cli'), {
    connector: 'gorgias',
    origin: gorgias.url,
    credentials: { domain: 'sandbox', email: gorgias.email, apiKey: gorgias.apiKey },
  })
  const [row] = await db.tenant(tenantId, tx =>
    tx.query<{ door: string }>(`select door from connections where connector = 'shopify'`),
  )
  return {
    intake: `http://127.0.0.1:${server.port}/webhook/${row?.door}/orders/create`,
    secret: shopify.clientSecret,
    db,
    tenantId,
    shopify,
    gorgias,
    close: async () => {
      await server.close()
      await Promise.all([shopify.close(), gorgias.close()])
      await jobs.stop()
      await db.close()
    },
  }
}
