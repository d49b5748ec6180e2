import { openHouse } from '../src/api/house.ts'
import { startServer } from '../src/api/server.ts'
import { Gorgias } from '../src/connectors/gorgias/connector.ts'
import { Shopify } from '../src/connectors/shopify/connector.ts'
import { listed } from '../src/spine/connections/catalogue.ts'
import { connect } from '../src/spine/connections/connect.ts'
import { openDatabase, type Database } from '../src/spine/database/database.ts'
import { migrate, spineMigrations } from '../src/spine/database/migrations.ts'
import { assemble } from '../src/spine/solutions/assemble.ts'
import { solutionMigrations } from '../src/spine/solutions/migrations.ts'
import { openLog } from '../src/spine/telemetry/log.ts'
import { createAccount } from '../src/spine/tenancy/accounts.ts'
import { systemActor } from '../src/spine/tenancy/actor.ts'
import { keyRing } from '../src/spine/vault/keys.ts'
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
  const solutions = [Backorders]
  await migrate(url, [...(await spineMigrations()), ...(await solutionMigrations(solutions))])
  const db = openDatabase({ url })
  const log = openLog({ level: 'error' })
  const publicUrl = 'http://127.0.0.1'
  const assembled = assemble({
    db,
    url,
    ring: keyRing([Buffer.alloc(32, 3).toString('base64')]),
    isWorker: isWorking,
    publicUrl,
    connectors: [listed(Shopify), listed(Gorgias)],
    solutions: isWorking ? solutions : [],
    log,
  })
  const { connecting, jobs } = assembled
  await jobs.start()
  const house = openHouse(assembled, { publicUrl, log })
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
