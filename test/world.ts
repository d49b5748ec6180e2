import { setTimeout as sleep } from 'node:timers/promises'
import { openHouse, type House } from '#src/api/house.ts'
import { startServer } from '#src/api/server.ts'
import { mcpHandler } from '#src/mcp/handle.ts'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { Slack } from '#src/connectors/slack/connector.ts'
import { Smtp } from '#src/connectors/smtp/connector.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { perform } from '#spine/actions/perform.ts'
import { listed, type AnyConnector } from '#spine/connections/catalogue.ts'
import { connect, type NewConnection } from '#spine/connections/connect.ts'
import { openDatabase, type Database } from '#spine/database/database.ts'
import type { Jobs } from '#spine/jobs/jobs.ts'
import { openDoors } from '#spine/connections/doors.ts'
import { openLog, type Log } from '#spine/telemetry/log.ts'
import { assemble } from '#spine/solutions/assemble.ts'
import type { Practice } from '#spine/solutions/sample/practice.ts'
import type { Engine } from '#spine/solutions/whole.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { isPermission, permissions } from '#spine/tenancy/permissions.ts'
import { requestLimit } from '#spine/tenancy/request-limits.ts'
import { openTries, type TryLimits } from '#spine/tenancy/tries.ts'
import { keyRing } from '#spine/vault/keys.ts'
import { startGorgias, type GorgiasSandbox } from '#sandbox/gorgias/gorgias.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import { hasSample, placeSample, wantedBack } from '#sandbox/sample-shop.ts'
import { run } from '#sandbox/shopify/control.ts'
import type { ShopifyOptions } from '#sandbox/shopify/server.ts'
import type { TestDatabase } from './database.ts'
import { migratedDatabase } from './migrated.ts'

/** A whole Storewright on a fresh database, connected to simulated platforms over real HTTP. */
export interface World extends AsyncDisposable {
  readonly url: string
  /** What its doors stand on; a test may turn a knob of it. */
  readonly house: House & { publicUrl: string }
  readonly databaseUrl: string
  readonly db: Database
  readonly engine: Engine
  readonly jobs: Jobs
  readonly owner: Actor
  readonly shopify: ShopifySandbox
  readonly gorgias: GorgiasSandbox
  readonly shopConnection: string
  readonly deskConnection: string
  /** Errors that jobs threw, newest last. */
  readonly errors: unknown[]
  /** Performs as the owner and gives the output. */
  act(tool: string, input: unknown): Promise<Record<string, unknown>>
  /** Closes the HTTP doors, so that another process can have their port. */
  closeDoor(): Promise<void>
  /** Waits until something holds, or fails with what was waited for. */
  until(what: string, holds: () => boolean | Promise<boolean>, seconds?: number): Promise<void>
  /** Waits until no job is waiting to run now, and no webhook is under way. */
  settle(seconds?: number): Promise<void>
}

export interface WorldOptions {
  readonly settings?: Readonly<Record<string, unknown>>
  readonly shopify?: ShopifyOptions
  /** What a caller may ask at REST and MCP together. */
  readonly requestsPerMinute?: number
  /** Of the account. */
  readonly mailsPerMinute?: number
  /** How often strangers may try in vain, where it is other than usual. */
  readonly tries?: Partial<TryLimits>
  /** Where the REST door says that it is reached; by its own port when left out. */
  readonly publicUrl?: string
  readonly stock?: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Where everything is logged; nowhere when left out. */
  readonly log?: Log
  /** A migrated one of the test's own. */
  readonly database?: Pick<TestDatabase, 'url' | 'drop'>
  /** Nothing is connected yet; what could be is at hand as practice. */
  readonly isEmpty?: boolean
  /** Where the built console lies; left out, `/` is a plain page. */
  readonly consoleFolder?: string
  /** Beside those that are always there. */
  readonly connectors?: readonly AnyConnector[]
  /** Addresses of this machine that people may name, as PRIVATE_ORIGINS allows them. */
  readonly privateOrigins?: readonly string[]
}

/** Opens a world. Confirmation and closing take a second each here, so that tests need no patience. */
export async function world(options: WorldOptions = {}): Promise<World> {
  // Closed if the world does not come to stand: what stays open would keep the test file from ending, and from telling why.
  await using opened = new AsyncDisposableStack()
  const database = options.database ?? (await migratedDatabase())
  opened.defer(() => database.drop())
  const db = openDatabase({ url: database.url })
  opened.defer(() => db.close())
  const errors: unknown[] = []
  const log = noting(options.log ?? openLog({ level: 'silent' }), errors)
  const assembled = assemble({
    db,
    url: database.url,
    ring: keyRing([Buffer.alloc(32, 7).toString('base64')]),
    isWorker: true,
    publicUrl: '',
    ...(options.mailsPerMinute !== undefined && { mailsPerMinute: options.mailsPerMinute }),
    ...(options.privateOrigins && { privateOrigins: options.privateOrigins }),
    connectors: [
      listed(Shopify),
      listed(Gorgias),
      listed(Slack),
      listed(Smtp),
      ...(options.connectors ?? []),
    ],
    solutions: [Backorders, Orders],
    log,
  })
  const { engine, jobs, connecting } = assembled
  const limit = requestLimit({
    ...(options.requestsPerMinute !== undefined && {
      perKey: options.requestsPerMinute,
      perMember: options.requestsPerMinute,
    }),
  })
  const mcp = mcpHandler({ db, spine: engine, allowedHosts: ['127.0.0.1'], log, limit })
  const publicUrl = options.publicUrl ?? ''
  // Doors that a test opens must be found at once.
  const doors = openDoors(db, 100)
  const shopify = await startShopify({
    throttle: { maximum: 100_000, perSecond: 100_000 },
    ...options.shopify,
  })
  opened.defer(() => shopify.close())
  const gorgias = await startGorgias({ limit: { calls: 100_000, perSeconds: 1 } })
  opened.defer(() => gorgias.close())
  furnish(shopify, options.stock ?? { MUG: { Main: 5 } })
  const offers: readonly NewConnection[] = [
    {
      connector: 'shopify',
      origin: shopify.url,
      credentials: {
        shop: shopify.domain,
        accessToken: shopify.accessToken,
        clientSecret: shopify.clientSecret,
      },
    },
    {
      connector: 'gorgias',
      origin: gorgias.url,
      credentials: {
        domain: 'sandbox',
        email: gorgias.email,
        apiKey: gorgias.apiKey,
        mailbox: 'help@sandbox.example',
      },
    },
  ]
  const practice: Practice = {
    offers,
    placeOrder: () =>
      shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] }).name,
    hasSample: () => hasSample(shopify.shop),
    placeSample: () => placeSample((name, input) => run(shopify.shop, name, input)),
    wantedBack: () => wantedBack(shopify.shop),
  }
  const house: World['house'] = openHouse(
    { ...assembled, doors },
    {
      log,
      publicUrl,
      limit,
      tries: openTries(options.tries),
      mcp,
      consoleFolder: options.consoleFolder,
      practice: one => (one === tenantId ? practice : undefined),
    },
  )
  const server = await startServer(house, { host: '127.0.0.1', port: 0 })
  let isOpen = true
  const closeDoor = async () => {
    if (isOpen) await server.close()
    isOpen = false
  }
  opened.defer(closeDoor)
  opened.defer(() => jobs.stop())
  await jobs.start()
  const url = `http://127.0.0.1:${server.port}`
  connecting.publicUrl = url
  house.publicUrl = options.publicUrl ?? url
  const { tenantId, memberId } = await createAccount(db, { name: 'Mugs', ownerEmail: 'owner@mugs.test' })
  const owner: Actor = {
    tenantId,
    kind: 'member',
    id: memberId,
    name: 'owner',
    permissions: new Set(Object.keys(permissions).filter(isPermission)),
    via: 'rest',
  }
  const connected: string[] = []
  if (!options.isEmpty)
    for (const offer of offers) connected.push((await connect(connecting, owner, offer)).connectionId)
  const act = async (tool: string, input: unknown): Promise<Record<string, unknown>> => {
    const done = await perform(engine, owner, { tool, input })
    if (done.is !== 'done') throw new Error(`${tool} waits for approval`)
    return done.output
  }
  if (!options.isEmpty) {
    // Not within half an hour: each scan until then is one that a test has asked for.
    const scanCron = `${(new Date().getUTCMinutes() + 30) % 60} * * * *`
    await act('backorders.change_settings', {
      change: { confirmSeconds: 1, closeHoldSeconds: 1, scanCron, ...options.settings },
    })
  }
  const waiting = async (): Promise<number> => {
    const rows = await db.across(tx =>
      tx.query<{ count: string }>(
        `select (select count(*) from events where state = 'new') + count(*) as count from pgboss.job where (state = 'active' or (state in ('created', 'retry') and start_after <= now())) and name <> 'ticks' and name !~ '^__'`,
      ),
    )
    return Number(rows[0]?.count ?? 0)
  }
  const whole = opened.move()
  return {
    closeDoor,
    url,
    house,
    databaseUrl: database.url,
    db,
    engine,
    jobs,
    owner,
    shopify,
    gorgias,
    shopConnection: connected[0] ?? '',
    deskConnection: connected[1] ?? '',
    errors,
    act,
    until,
    settle: async (seconds = 120) => {
      await shopify.shop.webhooks.settled()
      await until('no job waits', async () => (await waiting()) === 0, seconds)
    },
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}

function furnish(shopify: ShopifySandbox, stock: NonNullable<WorldOptions['stock']>): void {
  const places = new Set(['Main', 'East', ...Object.values(stock).flatMap(Object.keys)])
  for (const place of places) shopify.shop.addLocation(place)
  for (const [sku, units] of Object.entries(stock)) shopify.shop.addVariant({ sku, stock: units })
}

/** The same log, which also keeps what was thrown. */
function noting(log: Log, errors: unknown[]): Log {
  return {
    ...log,
    error: (message, error, fields) => {
      if (error !== undefined) errors.push(error)
      log.error(message, error, fields)
    },
  }
}

// Patience costs nothing where all is well, and a machine that does much else at a time is slow, not wrong.
async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 120): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain until ${what}.`)
    await sleep(25)
  }
}
