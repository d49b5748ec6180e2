import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { readQueueAges, type QueueAge } from '#spine/alerts/queue-ages.ts'
import { AlertSettings } from '#spine/alerts/settings.ts'
import { watchAccount } from '#spine/alerts/watch.ts'
import { connect, keepUp } from '#spine/connections/connect.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { startSlack } from '#sandbox/slack/slack.ts'
import { terminal } from '../cli-terminal.ts'
import { house } from '../house.ts'
import { stage } from '../till/stage.ts'
import { tick } from './tick.ts'

const play = await stage()
const slack = await startSlack()
const boss = await play.join('admin')
let heard = 0

after(async () => {
  await slack.close()
  await play[Symbol.asyncDispose]()
})

/** One look of the house, and what the chat heard after it. */
async function look(): Promise<string> {
  await tick(play.shop, 'watch')
  return posted()
}

async function posted(): Promise<string> {
  // The house's own watch may tell something meanwhile: both are counted at each look.
  await play.shop.until('it is posted', async () => {
    const [row] = await play.shop.db.tenant(play.shop.owner.tenantId, tx =>
      tx.query<{ n: number }>(`select count(*)::int as n from intents where actor->>'id' = 'alerts'`),
    )
    return slack.messages.length === row?.n
  })
  const news = slack.messages.slice(heard).map(({ text }) => text)
  heard = slack.messages.length
  return news.join('\n')
}

const alter = (sql: string, values?: readonly unknown[]) => play.alter(sql, values)
/** As if the last look, and all that it saw, were so long ago. */
const later = (minutes: number) =>
  alter(
    `update alerts set began_at = began_at - $1 * interval '1 minute', seen_at = seen_at - $1 * interval '1 minute'`,
    [minutes],
  )

const event = async (connection: string, state: string, body = '{}') =>
  alter(
    `insert into events (tenant_id, id, connection_id, topic, body_hash, body, source, state, reason, due_at)
       values (tenant(), gen_random_uuid(), $1, 'orders/create', $4, $3, 'webhook', $2, 'anna@example.com is odd', now() + interval '1 day')`,
    [connection, state, body, randomUUID()],
  )

test('without a channel and a chat it is only remembered, and told when there are both', async () => {
  await event(play.shop.shopConnection, 'parked', '{"email":"anna@example.com"}')
  assert.equal(await look(), '')
  const { body } = await boss.ask('GET', '/v1/alerts')
  assert.match(JSON.stringify(body), /"kind":"events_parked".*"told_at":null/)
  await connect(play.shop.engine.connecting, play.shop.owner, {
    connector: 'slack',
    origin: slack.url,
    credentials: { botToken: slack.token, channel: 'C0OPS' },
  })
  assert.equal(await look(), '')
  const told = await boss.ask('PATCH', '/v1/alert-settings', { channel: 'C0OPS' })
  assert.deepEqual(told.body, {
    channel: 'C0OPS',
    queueAgeSeconds: 300,
    quietHours: 24,
    poorSeconds: 120,
    clearSeconds: 300,
  })
  const by = await play.shop.db.tenant(play.shop.owner.tenantId, tx =>
    tx.query(`select changed_by is not null as is_known from settings where solution = 'alerts'`),
  )
  assert.deepEqual(by, [{ is_known: true }])
  const text = await look()
  assert.match(
    text,
    /^Needs a look:\n• 1 event orders\/create of .+ failed eight times and is parked\.\nhttp:/,
  )
  assert.doesNotMatch(text, /anna/)
  assert.equal(await look(), '')
})

test('more of the same is not told again, and its end is told once, when it has lasted', async () => {
  await event(play.shop.shopConnection, 'parked')
  assert.equal(await look(), '')
  await alter(`update events set state = 'done' where state = 'parked'`)
  assert.equal(await look(), '')
  // Comes back before it was well for long enough: the same alert still.
  await event(play.shop.shopConnection, 'parked')
  assert.equal(await look(), '')
  await alter(`update events set state = 'done' where state = 'parked'`)
  await later(6)
  assert.match(await look(), /^Over:\n• 1 event orders\/create/)
  assert.equal(await look(), '')
})

test('all that waits for a person is told in one message', async () => {
  await alter(
    `insert into dead_jobs (tenant_id, id, queue, data, tries, reason)
       values (tenant(), gen_random_uuid(), 'work', '{"solution":"backorders","work":"judge"}', 8, 'anna@example.com')`,
  )
  const intent = randomUUID()
  await alter(
    `insert into intents (tenant_id, id, action, tool, connection_id, key, input_hash, input, actor, state)
       values (tenant(), $1, 'give_refund', 'till.give_refund', $2, 'k', '', '{"to":"anna@example.com"}', '{"kind":"member","id":"m"}', 'needs_person')`,
    [intent, play.connection],
  )
  const lines = (await look()).split('\n')
  assert.deepEqual(lines.slice(0, 3), [
    'Needs a look:',
    '• 1 job of work/backorders/judge was given up after eight attempts.',
    `• till.give_refund needs a person to say whether it happened: int_${intent.replaceAll('-', '')}.`,
  ])
  await alter('update dead_jobs set replayed_at = now()')
  await alter(`update intents set state = 'refused' where id = $1`, [intent])
  await later(6)
  assert.match(await look(), /^Over:\n• 1 job of .+\n• till\.give_refund/)
})

test('a connection that fares badly for long, that ended, and that tells nothing is told', async () => {
  const { deskConnection: desk, shopConnection: shop } = play.shop
  await alter(
    `update connections set health = 'poor', health_says = 'Gorgias does not answer.' where id = $1`,
    [desk],
  )
  assert.equal(await look(), '')
  await later(3)
  assert.match(await look(), /^Needs a look:\n• .+: Gorgias does not answer\.\nhttp/)
  await alter(
    `update connections set created_at = now() - interval '3 days', last_event_at = now() - interval '30 hours'`,
  )
  assert.match(await look(), /^Needs a look:\n• .+ has told nothing for 30 hours: .+\nhttp/)
  await boss.ask('PATCH', '/v1/alert-settings', { quietHours: null })
  await alter(`update connections set health = 'good', health_says = '', status = 'revoked' where id = $1`, [
    shop,
  ])
  await alter(`update connections set health = 'good', health_says = '' where id = $1`, [desk])
  await later(6)
  assert.match(await look(), /^Over:\n• .+Gorgias does not answer.*\n• .+ 30 hours/)
  await later(3)
  assert.match(await look(), /The platform ended it: authorise it again\./)
  await alter(`update connections set status = 'active', health_says = '' where id = $1`, [shop])
  await later(6)
  assert.match(await look(), /^Over:/)
})

test('a queue whose oldest has been due for too long is told', async () => {
  const { db, engine, owner } = play.shop
  const settings = AlertSettings.parse({ channel: 'C0OPS', queueAgeSeconds: 600 })
  const see = async (...ages: QueueAge[]) => {
    await db.tenant(owner.tenantId, tx => watchAccount(engine, tx, { settings, telling: [], ages }))
    return posted()
  }
  assert.equal(await see({ queue: 'events', seconds: 600 }), '')
  assert.match(
    await see({ queue: 'events', seconds: 660.4 }),
    /^Needs a look:\n• The oldest of what waits in events has been due for 660 seconds\.\nhttp/,
  )
  assert.equal(await see({ queue: 'events', seconds: 900 }), '')
  await later(6)
  assert.match(await see(), /^Over:\n• The oldest of what waits in events/)
})

test('how long things have been due is known for each account by itself', async () => {
  await using home = await house()
  const other = await createAccount(home.db, { name: 'Cups', ownerEmail: 'owner@cups.test' })
  const waits = (tenantId: string, dueAt: string) =>
    home.asOwner(
      `insert into events (tenant_id, id, connection_id, topic, body_hash, body, source, due_at)
         values ('${tenantId}', gen_random_uuid(), gen_random_uuid(), 'orders/create', '', '{}', 'webhook', ${dueAt})`,
    )
  await waits(home.tenantId, `now() - interval '10 minutes'`)
  await waits(home.tenantId, `now() - interval '1 minute'`)
  await waits(other.tenantId, `now() + interval '1 minute'`)
  const ages = await readQueueAges(home.db)
  assert.deepEqual([...ages.keys()], [home.tenantId])
  const [age, ...others] = ages.get(home.tenantId) ?? []
  assert.deepEqual([age?.queue, Math.floor((age?.seconds ?? 0) / 60), others], ['events', 10, []])
})

test('webhooks that were lost and put up again are told once, and never said to be over', async () => {
  const { shopify, shopConnection, engine, owner } = play.shop
  await keepUp(engine.connecting, owner.tenantId, shopConnection)
  assert.equal(await look(), '')
  for (const { id, topic } of shopify.shop.webhooks.subscriptions.values())
    if (topic === 'orders/create') shopify.shop.webhooks.subscriptions.delete(id)
  await keepUp(engine.connecting, owner.tenantId, shopConnection)
  assert.match(await look(), /had lost webhooks, and has them again: 1 webhook/)
  assert.equal(await look(), '')
  await alter(`update connection_history set at = at - interval '2 days'`)
  await later(60)
  assert.equal(await look(), '')
  assert.deepEqual((await boss.ask('GET', '/v1/alerts')).body, { data: [] })
})

test('the operator sees and sets the same at the command line', async () => {
  const { run } = terminal(play.shop)
  const set = await run('--json', 'alerts', 'settings', '--channel', 'C0NIGHT', '--queue-age-seconds', '60')
  assert.match(set.out, /"channel": "C0NIGHT",\s+"queueAgeSeconds": 60,\s+"quietHours": null/)
  assert.equal((await run('--json', 'alerts', 'settings')).out, set.out)
  assert.equal((await run('alerts', 'settings', '--poor-seconds', 'soon')).code, 1)
  assert.equal(
    (await run('--json', 'alerts', 'settings', '--channel', 'none')).out.includes('"channel": null'),
    true,
  )
  assert.equal((await run('--json', 'alerts', 'list')).out, '[]')
})
