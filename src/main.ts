import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openHouse } from './api/house.ts'
import { startDoors } from './api/server.ts'
import { runCli } from './cli/program.ts'
import { tellStory } from './cli/story.ts'
import { configOrEnd } from './config.ts'
import { Gorgias } from './connectors/gorgias/connector.ts'
import { s3Heads } from './connectors/s3/heads.ts'
import { Shopify } from './connectors/shopify/connector.ts'
import { Slack } from './connectors/slack/connector.ts'
import { Smtp } from './connectors/smtp/connector.ts'
import { mcpHandler } from './mcp/handle.ts'
import { fileHeads } from '#spine/audit/file-heads.ts'
import type { Demo } from '../sandbox/demo.ts'
import { Backorders } from './solutions/backorders/solution.ts'
import { Orders } from './solutions/orders/solution.ts'
import { perform } from '#spine/actions/perform.ts'
import { confirmDurable } from '#spine/database/durable.ts'
import { listed } from '#spine/connections/catalogue.ts'
import { connect } from '#spine/connections/connect.ts'
import { launch, type Launched } from '#spine/solutions/launch.ts'
import type { Role } from '#spine/solutions/role.ts'
import { scheduleTicks } from '#spine/solutions/ticks.ts'
import { openLog } from '#spine/telemetry/log.ts'
import { openErrorReports } from '#spine/telemetry/report-errors.ts'
import { ensureAccount } from '#spine/tenancy/accounts.ts'
import { systemActor } from '#spine/tenancy/actor.ts'
import { requestLimit } from '#spine/tenancy/request-limits.ts'
import { openTries } from '#spine/tenancy/tries.ts'
import { makeSignInLink, signInUrl } from '#spine/tenancy/sign-in-links.ts'

const config = configOrEnd()
const errors = config.errorsTo && openErrorReports(config.errorsTo)
const log = openLog({ level: config.logLevel, report: errors?.report })
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Opens everything that this install consists of; `isWorker` also does the jobs. */
async function open(isWorker: boolean): Promise<Launched> {
  return launch({
    ...config,
    isWorker,
    concurrency: config.workerConcurrency,
    mailsPerMinute: config.limits.mailsPerMinute,
    connectors: [listed(Shopify), listed(Gorgias), listed(Slack), listed(Smtp)],
    solutions: [Backorders, Orders],
    headStore: place => s3Heads(place, config.s3) ?? fileHeads(place),
    log,
  })
}

/** The main job: the server, its workers, and the simulated shop where that is wanted. Resolves when it was asked to stop. */
async function start(role: Role = config.role): Promise<number> {
  const begun = Date.now()
  // Listened for from the first moment: a stop that is asked for during the start comes right after it. A second one ends at once.
  const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  // Loaded only here: who does not trace does not have the SDK in memory.
  const traces =
    config.tracesTo === undefined
      ? undefined
      : await (await import('#spine/telemetry/open-traces.ts')).openTraces({ endpoint: config.tracesTo })
  const launched = await open(role !== 'api')
  const { engine, jobs } = launched
  if (!config.mayForget) {
    await confirmDurable(engine.db).catch(async (error: unknown) => {
      await launched.close()
      throw error
    })
  }
  const account = await ensureAccount(engine.db, { name: config.accountName, ownerEmail: config.ownerEmail })
  const { limits } = config
  const limit = requestLimit(limits)
  const tries = openTries(limits)
  const mcp = mcpHandler({ spine: engine, db: engine.db, allowedHosts: config.mcpAllowedHosts, log, limit })
  const { publicUrl, trustedHops, dataFolder } = config
  const consoleFolder = join(import.meta.dirname, '../console/dist')
  let demo: Demo | undefined
  const practice = (tenantId: string) => (tenantId === account.tenantId ? demo : undefined)
  const house = openHouse(launched, {
    publicUrl,
    trustedHops,
    log,
    limit,
    tries,
    mcp,
    consoleFolder,
    dataFolder,
    practice,
  })
  const server = await startDoors(house, { ...config, role })
  await jobs.start()
  if (role !== 'api') await scheduleTicks({ ...engine, jobs })
  const took = ((Date.now() - begun) / 1000).toFixed(1)
  say(`Storewright is ready after ${took} s at ${publicUrl}; its data lies in ${dataFolder}`)
  if (account.isNew) {
    const link = await makeSignInLink(engine.db, account.tenantId, account.memberId)
    say(
      `Sign in once with ${signInUrl(publicUrl, link)} (for an hour; \`storewright sign-in\` makes another).`,
    )
  }
  // The simulated platforms need a door of ours to tell their events to.
  if (config.hasSandbox && role !== 'worker') demo = await runDemo(launched, account.tenantId)
  await asked
  say('Stopping: no new work; what is in hand is finished.')
  await server?.close()
  await demo?.close()
  await launched.close()
  await traces?.close()
  await errors?.close()
  say('Stopped. Everything is kept.')
  return 0
}

// Loaded only here: an install with real platforms never runs the simulated ones.
async function runDemo({ engine, connecting }: Launched, tenantId: string): Promise<Demo> {
  const { startDemo } = await import('../sandbox/demo.ts')
  const demo = await startDemo(join(config.dataFolder, 'sandbox'), config.publicUrl)
  const owner = systemActor(tenantId, 'cli')
  // What was taken out stays out; what is there goes on at the new addresses.
  const known = await engine.db.tenant(tenantId, tx =>
    tx.query<{ connector: string }>('select connector from connections where origin is not null'),
  )
  for (const offer of demo.offers.filter(
    ({ connector }) => demo.isNew || known.some(one => one.connector === connector),
  ))
    say(`Connected: ${(await connect(connecting, owner, offer)).title} (${offer.connector}, simulated)`)
  if (!demo.isNew) return demo
  const change = { confirmSeconds: 2, closeHoldSeconds: 5 }
  await perform(engine, owner, { tool: 'backorders.change_settings', input: { change } })
  const placedAt = new Date()
  const name = demo.placeOrder()
  say('An order that stock cannot cover (both readings 2 s apart here; 60 s is the usual):')
  for (const line of await tellStory(engine, owner, { name, placedAt }, 120)) say(line)
  return demo
}

process.exitCode = await runCli(process.argv.slice(2), {
  print: say,
  warn: line => void process.stderr.write(`${line}\n`),
  readStdin: () => text(process.stdin),
  start,
  install: config,
  open: async ({ isBare } = { isBare: false }) => {
    const launched = await open(false)
    await launched.jobs.start()
    const { accountName: name, ownerEmail } = config
    const account = isBare ? { tenantId: '' } : await ensureAccount(launched.engine.db, { name, ownerEmail })
    return {
      ...launched,
      db: launched.engine.db,
      spine: launched.engine,
      owner: async () => systemActor(account.tenantId, 'cli'),
      close: launched.close,
    }
  },
})
