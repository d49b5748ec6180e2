import assert from 'node:assert/strict'
import test from 'node:test'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { isPermission, permissions } from '#spine/tenancy/permissions.ts'
import { world, type World } from '../../test/world.ts'
import { routes } from './routes.ts'

const every = Object.keys(permissions).filter(isPermission)

async function caller(shop: World, scopes: readonly string[] = every) {
  const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
    createKey(tx, shop.owner, { name: 'test', scopes: [...scopes] }),
  )
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${shop.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const parsed: Record<string, unknown> = answer.headers.get('content-type')?.includes('json')
      ? Object(JSON.parse(text))
      : {}
    return { status: answer.status, headers: answer.headers, text, body: parsed }
  }
}

test('every route names its permission, and stands in the description', async () => {
  await using shop = await world()
  const description = await (await fetch(`${shop.url}/openapi.json`)).json()
  const paths: unknown = Object(description).paths
  for (const one of routes.filter(each => !each.path.endsWith(':tool'))) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}')
    assert.ok(Object(Object(paths)[path])[one.method.toLowerCase()], `${one.method} ${path}`)
  }
  for (const tool of shop.engine.registry.keys()) assert.ok(Object(paths)[`/v1/actions/${tool}`], tool)
  const page = await (await fetch(`${shop.url}/docs`)).text()
  assert.match(page, /gorgias\.create_ticket/)
  assert.doesNotMatch(page, /<script/)
})

test('who is not let in learns why, in the form of a problem', async () => {
  await using shop = await world()
  const bare = await fetch(`${shop.url}/v1/account`, { headers: { 'x-request-id': 'my-request-1' } })
  assert.equal(bare.status, 401)
  assert.equal(bare.headers.get('content-type'), 'application/problem+json')
  assert.equal(bare.headers.get('x-request-id'), 'my-request-1')
  assert.equal(Object(await bare.json()).code, 'unauthenticated')
  const reader = await caller(shop, ['act:read'])
  const denied = await reader('GET', '/v1/events')
  assert.equal(denied.status, 403)
  assert.match(denied.text, /events:read/)
  assert.equal((await reader('POST', '/v1/actions/gorgias.create_ticket', {})).status, 422)
  assert.equal((await reader('GET', '/v1/account')).status, 200)
})

test('bad requests are named, and nothing is guessed', async () => {
  await using shop = await world()
  const ask = await caller(shop)
  assert.equal((await ask('GET', '/v1/nothing')).status, 404)
  const wrong = await ask('DELETE', '/v1/events')
  assert.equal(wrong.status, 405)
  assert.equal(wrong.headers.get('allow'), 'GET')
  assert.equal((await ask('POST', '/v1/actions/shopify.get_order', '{"order":')).status, 422)
  const flawed = await ask('POST', '/v1/actions/shopify.get_order', { order: 7 })
  assert.equal(flawed.status, 422)
  assert.deepEqual(Object(flawed.body['errors'])[0].pointer, '/order')
  assert.equal((await ask('POST', '/v1/actions/shopify.get_order', { order: '#404' })).status, 404)
  assert.equal((await ask('GET', '/v1/events?cursor=forged.x')).status, 422)
  assert.equal((await ask('GET', '/v1/events?limit=9999')).status, 422)
  assert.equal((await ask('POST', '/v1/actions/shopify.get_order', 'x'.repeat(1024 * 1024 + 1))).status, 422)
})

test('an Idempotency-Key gives the same answer again, byte for byte, and only for the same body', async () => {
  await using shop = await world()
  const ask = await caller(shop)
  const input = { customer: 'ada@example.com', subject: 'S', body: 'B', reference: 'once' }
  const send = (body: unknown) =>
    ask('POST', '/v1/actions/gorgias.create_ticket', body, { 'idempotency-key': 'k1' })
  const [first, second] = [await send(input), await send(input)]
  assert.equal(first.status, 200)
  assert.equal(second.text, first.text)
  assert.equal(second.headers.get('idempotent-replayed'), 'true')
  assert.equal((await send({ ...input, subject: 'Other' })).status, 422)
  assert.equal(shop.gorgias.tickets.length, 1)
  // Another key for the same fact finds the fact.
  const third = await ask('POST', '/v1/actions/gorgias.create_ticket', input, { 'idempotency-key': 'k2' })
  assert.deepEqual(third.body['output'], first.body['output'])
  assert.equal(shop.gorgias.tickets.length, 1)
})

test('lists are paged by signed cursors', async () => {
  await using shop = await world({ stock: { MUG: { Main: 100 } } })
  for (let at = 0; at < 5; at += 1)
    shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }] })
  await shop.settle()
  const ask = await caller(shop)
  const seen = new Set<string>()
  let cursor = ''
  do {
    const page = await ask('GET', `/v1/events?limit=3${cursor}`)
    assert.equal(page.status, 200)
    for (const event of Object(page.body['data'])) seen.add(Object(event).id)
    cursor = typeof page.body['next_cursor'] === 'string' ? `&cursor=${page.body['next_cursor']}` : ''
  } while (cursor !== '')
  const [all] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ n: number }>('select count(*)::int as n from events'),
  )
  assert.equal(seen.size, all?.n)
  assert.ok(seen.size >= 10)
  const [event] = seen
  const one = await ask('GET', `/v1/events/${event}`)
  assert.match(String(one.body['body']), /^\{/)
  assert.equal((await ask('POST', `/v1/events/${event}/replay`)).status, 202)
})

test('connections are tried before they are saved, paused, and removed', async () => {
  await using shop = await world()
  const ask = await caller(shop)
  const refused = await ask('POST', '/v1/connections', {
    connector: 'gorgias',
    credentials: { domain: 'x', email: 'nobody' },
  })
  assert.equal(refused.status, 422)
  assert.equal((await ask('POST', '/v1/connections', { connector: 'nothing', credentials: {} })).status, 409)
  const { body } = await ask('GET', '/v1/connections')
  const [shopify, gorgias] = Object(body['data'])
  assert.ok(!JSON.stringify(body).includes(shop.shopify.accessToken))
  assert.equal((await ask('GET', `/v1/connections/${shopify.id}`)).body['health'], 'good')
  assert.equal(
    (await ask('PATCH', `/v1/connections/${gorgias.id}`, { status: 'paused' })).body['status'],
    'paused',
  )
  const paused = await ask('POST', '/v1/actions/gorgias.create_ticket', {
    customer: 'a@example.com',
    subject: 'S',
    body: 'B',
    reference: 'r',
  })
  assert.equal(paused.status, 409)
  assert.equal((await ask('GET', `/v1/connections/${gorgias.id}/history`)).status, 200)
  assert.equal((await ask('DELETE', `/v1/connections/${gorgias.id}`)).status, 200)
  assert.equal((await ask('GET', `/v1/connections/${gorgias.id}`)).status, 404)
  assert.equal((await ask('GET', '/v1/connectors')).status, 200)
})

test('keys are made, used, listed without their secrets, and revoked at once', async () => {
  await using shop = await world()
  const ask = await caller(shop)
  const made = await ask('POST', '/v1/api-keys', { name: 'reader', scopes: ['act:read', 'account:read'] })
  assert.equal(made.status, 201)
  const secret = String(made.body['secret'])
  const use = () => fetch(`${shop.url}/v1/account`, { headers: { authorization: `Bearer ${secret}` } })
  assert.equal((await use()).status, 200)
  assert.ok(!(await ask('GET', '/v1/api-keys')).text.includes(secret))
  assert.equal((await ask('DELETE', `/v1/api-keys/${String(made.body['id'])}`)).status, 200)
  assert.equal((await use()).status, 401)
  assert.equal((await ask('GET', '/v1/members')).status, 200)
  assert.equal((await ask('GET', '/v1/actions')).status, 200)
})

test('what was done is on record, and the record is whole', async () => {
  await using shop = await world()
  const ask = await caller(shop)
  await ask('POST', '/v1/actions/gorgias.create_ticket', {
    customer: 'ada@example.com',
    subject: 'S',
    body: 'B',
    reference: 'audited',
  })
  const audit = await ask('GET', '/v1/audit?limit=2')
  assert.match(audit.text, /gorgias\.create_ticket/)
  assert.ok(!audit.text.includes('ada@example.com'))
  assert.equal((await ask('GET', '/v1/audit/verify')).body['isWhole'], true)
  const intents = await ask('GET', '/v1/intents?state=succeeded')
  const [intent] = Object(intents.body['data'])
  assert.equal((await ask('GET', `/v1/intents/${intent.id}`)).body['state'], 'succeeded')
  assert.equal((await ask('GET', '/v1/approvals')).status, 200)
  assert.equal((await ask('GET', '/v1/dead-jobs')).status, 200)
})

test('an order is judged when asked for by name, with its sign in the address', async () => {
  await using shop = await world({ stock: { MUG: { Main: 1 } } })
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 3, location: 'Main' }] })
  const ask = await caller(shop)
  const judged = await ask('POST', `/trigger/${encodeURIComponent(order.name)}`)
  assert.equal(judged.status, 200)
  assert.match(judged.text, /"shortUnits":2/)
})

test('the open doors tell how it is, and the style is our own file', async () => {
  await using shop = await world()
  for (const path of ['/health', '/ready', '/metrics', '/style.css', '/sign-in.js', '/openapi.json'])
    assert.equal((await fetch(`${shop.url}${path}`)).status, 200, path)
  const { headers } = await fetch(`${shop.url}/docs`)
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
})
