import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { world } from '../../test/world.ts'
import { tellStory } from './story.ts'
import { terminal } from '../../test/cli-terminal.ts'

test('the command line does what the other doors do, in words and in JSON', async () => {
  await using shop = await world({ stock: { MUG: { Main: 1 } } })
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const { run } = terminal(shop)

  assert.match((await run('actions', 'list')).out, /gorgias\.create_ticket/)
  const judged = await run(
    '--json',
    'actions',
    'run',
    'backorders.judge_order',
    '--input',
    `{"order":"${order.name}"}`,
  )
  assert.equal(judged.code, 0)
  assert.match(judged.out, /"shortUnits": 1/)
  assert.match((await run('writes', 'list', '--state', 'succeeded')).out, /gorgias\.create_ticket/)
  const intents: unknown = JSON.parse((await run('--json', 'writes', 'list')).out)
  const intent = String(Object(intents)[0].id)
  assert.match((await run('writes', 'show', intent)).out, /succeeded/)

  const events: unknown = JSON.parse((await run('--json', 'events', 'list', '--limit', '5')).out)
  const event = String(Object(events)[0].id)
  assert.match((await run('events', 'show', event)).out, /body/)
  assert.equal((await run('events', 'replay', event)).code, 0)
  assert.match((await run('events', 'list', '--state', 'parked')).out, /Nothing/)

  assert.match((await run('connect', 'list')).out, /shopify.*good/)
  assert.match((await run('connect', 'rotate-keys')).out, /rewrapped: 0/)
  assert.match((await run('audit', 'verify')).out, /whole: true/)
  assert.match((await run('audit', 'list')).out, /connection\.saved/)
  assert.match((await run('sign-in')).out, /sign-in#token=/)
  // The tests' own database trades durability for speed, and the doctor says so; another that they are given may not.
  const [{ fsync } = { fsync: '' }] = await shop.db.across(tx => tx.query<{ fsync: string }>('show fsync'))
  const doctor = await run('doctor')
  assert.equal(doctor.code, fsync === 'off' ? 1 : 0, doctor.out)
  assert.match(
    doctor.out,
    fsync === 'off' ? /Durable commits +false +fsync off.*Switch fsync/ : /Durable commits +true/,
  )
  assert.match((await run('start')).out, /started as configured/)
  assert.match((await run('start', '--role', 'worker')).out, /started as worker/)
  assert.equal((await run('start', '--role', 'janitor')).code, 2)
  assert.match((await run('--help')).out, /Exit codes/)
})

test('keys are made with their secret shown once, and revoked', async () => {
  await using shop = await world()
  const { run } = terminal(shop)
  const made: unknown = JSON.parse(
    (await run('--json', 'keys', 'create', '--name', 'agent', '--scope', 'act:read', 'cases:read')).out,
  )
  assert.match(String(Object(made).secret), /^sk_/)
  const listed = await run('keys', 'list')
  assert.match(listed.out, /agent/)
  assert.ok(!listed.out.includes(String(Object(made).secret)))
  assert.equal((await run('keys', 'revoke', String(Object(made).id))).code, 0)
})

test('a platform is connected from a file or the standard input, and a bad one is refused politely', async () => {
  await using shop = await world()
  const folder = await mkdtemp(join(tmpdir(), 'storewright-cli-'))
  const file = join(folder, 'desk.json')
  await writeFile(file, '{"domain":"x"}')
  const { run } = terminal(shop, 'no json')
  const refused = await run('connect', 'add', 'gorgias', '--credentials', file)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /\/credentials\/email/)
  assert.equal((await run('connect', 'add', 'gorgias', '--credentials', '-')).code, 1)
  const bad = terminal(
    shop,
    JSON.stringify({
      shop: shop.shopify.domain,
      accessToken: 'shpat_nobody_knows',
      clientSecret: 'some-client-secret',
    }),
  )
  const wrong = await bad.run('connect', 'add', 'shopify', '--credentials', '-')
  assert.notEqual(wrong.code, 0)
  assert.ok(!wrong.err.includes('shpat_nobody_knows'))
  await rm(folder, { recursive: true })
})

test('exit codes tell wrong usage, missing things and failures apart', async () => {
  await using shop = await world()
  const { run } = terminal(shop)
  assert.equal((await run('nonsense')).code, 2)
  assert.equal((await run('keys', 'create')).code, 2)
  assert.equal((await run('events', 'show', 'evt_wrong')).code, 1)
  assert.equal((await run('actions', 'run', 'shopify.get_order', '--input', '{')).code, 1)
  assert.equal((await run('connect', 'add', 'gorgias', '--credentials', '/nowhere.json')).code, 1)
  shop.shopify.faults.plan({ kind: 'status', status: 503 }, 50)
  assert.equal((await run('actions', 'run', 'shopify.get_order', '--input', '{"order":"#1"}')).code, 4)
  shop.shopify.faults.clear()
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`update connections set health = 'bad', health_says = 'refused'`),
  )
  const doctor = await run('doctor')
  assert.equal(doctor.code, 1)
  assert.match(doctor.out, /new credentials/)
})

test('the story of an order is told from what is on record', async () => {
  await using shop = await world({ stock: { MUG: { Main: 1 } } })
  const placedAt = new Date()
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }] })
  const lines = await tellStory(shop.engine, shop.owner, { name: order.name, placedAt }, 120)
  assert.match(lines.join('\n'), /a customer orders[^]*webhook[^]*1 of 2 MUG[^]*one ticket at gorgias/)
  const nothing = await tellStory(shop.engine, shop.owner, { name: '#404', placedAt }, 0.2)
  assert.match(nothing.join(), /not there yet/)
})
