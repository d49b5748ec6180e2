import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { Client } from 'pg'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { exportAccount } from '#spine/export/export-account.ts'
import { holdsOf } from '#spine/solutions/holds.ts'
import { openLog } from '#spine/telemetry/log.ts'
import { openTraces } from '#spine/telemetry/open-traces.ts'
import { openErrorReports } from '#spine/telemetry/report-errors.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { errorTracker } from '../waiting/error-tracker.ts'
import { otlpReceiver } from '../waiting/otlp-receiver.ts'
import { world } from '../world.ts'
import { askBadly, connectAll, failAndGoOn, type Person } from './canary-flows.ts'
import { numberFrom } from './seeded.ts'

const secretCount = Math.max(8, numberFrom('FAULTS_SECRETS', 8, 50))
const customerCount = numberFrom('FAULTS_CUSTOMERS', 10, 1000)

/** The strings to look for: each is found nowhere else in the world. */
const canary = (kind: string) => `${kind}${randomBytes(8).toString('hex')}`

test(`A6: ${secretCount} secrets and ${customerCount} customers: none where nobody may read them`, async t => {
  const home = await mkdtemp(join(tmpdir(), 'sw-canaries-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  const logged: string[] = []
  await using collector = await otlpReceiver()
  const tracing = await openTraces({ endpoint: collector.url })
  const tracker = await errorTracker()
  t.after(() => tracker.close())
  const reports = openErrorReports(tracker.dsn)
  const out = { write: (line: string) => void logged.push(line) }
  const log = openLog({ level: 'debug', out, report: reports.report })
  const secrets = Array.from({ length: secretCount }, () => canary('sekret'))
  const people = Array.from({ length: customerCount }, person)
  const [accessToken = '', clientSecret = '', ...more] = secrets
  await using shop = await world({
    log,
    stock: { MUG: { Main: 0 } },
    requestsPerMinute: 100_000,
    shopify: { accessToken, clientSecret, webhooks: { retryMs: 100 } },
  })
  const answers = await connectAll(shop, more)
  await failAndGoOn(shop, people)
  answers.push(...(await askBadly(shop, people, more)))
  const metrics = await (await fetch(`${shop.url}/metrics`)).text()
  const other = await createAccount(shop.db, { name: 'Other', ownerEmail: 'other@mugs.test' })
  await exportAccount(shop.db, other.tenantId, join(home, 'other'), holdsOf([Backorders, Orders]))
  await exportAccount(shop.db, shop.owner.tenantId, join(home, 'own'), holdsOf([Backorders, Orders]))

  await tracing.close()
  await reports.close()
  const spans = collector.bodies.join('\n')
  const reported = tracker.bodies.join('\n')

  const personal = people.flatMap(({ name, email, street, phone }) => [name, email, street, phone])
  const [own, others] = [await allOf(join(home, 'own')), await allOf(join(home, 'other'))]
  const stored = await everyRow(shop.databaseUrl)
  const log1 = logged.join('')
  assert.ok(log1.includes('"level":"error"'), 'nothing failed, so that nothing was tried')
  assert.ok(tracker.events.length > 0, 'no error was reported')
  const told = collector.spans.filter(({ name }) => name === 'send gorgias.create_ticket').length
  assert.ok(told >= people.length, `${told} sendings were traced`)
  assert.ok(answers.length >= 6 && answers.every(text => text.length > 0))
  // The strings can be found where they belong: else their absence would prove nothing.
  assert.deepEqual(
    found(
      own,
      people.map(({ email }) => email),
    ).length,
    people.length,
  )

  const everything = [...secrets, ...personal]
  assert.deepEqual(found(log1, everything), [], 'logs')
  assert.deepEqual(found(metrics, everything), [], 'metrics')
  assert.deepEqual(found(spans, everything), [], 'traces')
  assert.deepEqual(found(reported, everything), [], 'reported errors')
  assert.deepEqual(found(answers.join('\n'), everything), [], 'problem answers')
  assert.deepEqual(found(others, everything), [], 'export of another account')
  assert.deepEqual(found(own, secrets), [], 'own export')
  assert.deepEqual(found(stored, secrets), [], 'database')
  const planted = `${log1}\n{"says":"${secrets.at(-1)} ${people.at(-1)?.phone}"}`
  assert.equal(found(planted, [...secrets, ...personal]).length, 2)
  t.diagnostic(
    `${logged.length} log lines, ${collector.spans.length} spans of traces, ${tracker.events.length} reported errors, ${answers.length} problem answers, ${metrics.split('\n').length} lines of metrics, an export of another account, ${stored.length} characters of rows searched: 0 found`,
  )
})

function person(): Person {
  const [name, street] = [canary('Nomen'), canary('Via ')]
  return {
    name,
    street,
    email: `${canary('mail')}@example.com`,
    phone: `+4930${Date.now()}${randomBytes(2).readUInt16BE()}`,
  }
}

async function allOf(folder: string): Promise<string> {
  const files = await readdir(folder)
  return (await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')))).join('\n')
}

/** Every row of every table, the queue's too, as the owner of the database sees them. */
async function everyRow(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    const rows: string[] = []
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
      rows.push(...found.rows.map(({ row }) => row))
    }
    return rows.join('\n')
  } finally {
    await client.end()
  }
}

function found(text: string, canaries: readonly string[]): string[] {
  // As it is, and as it stands in a column of bytes.
  return canaries.filter(one => text.includes(one) || text.includes(Buffer.from(one).toString('hex')))
}
