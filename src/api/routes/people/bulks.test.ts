import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { tellHooks } from '#spine/hooks/tell.ts'
import { browser } from '../../../../test/signed-in.ts'
import { world, type World } from '../../../../test/world.ts'

let shop: World
let owner: Awaited<ReturnType<typeof browser>>
before(async () => {
  shop = await world({ stock: { MUG: { Main: 1 } } })
  owner = await browser(shop)
  for (const quantity of [2, 3, 4])
    shop.shopify.shop.orders.place({
      lines: [{ sku: 'MUG', quantity, location: 'Main' }],
      customerName: quantity === 2 ? '=cmd()' : 'Ada Example',
    })
  await shop.until('three tickets stand', () => shop.gorgias.tickets.length === 3)
  await shop.settle()
})
after(() => shop[Symbol.asyncDispose]())

async function ask(method: string, path: string, body?: unknown) {
  const answer = await owner.send(method, path, body === undefined ? undefined : JSON.stringify(body))
  return { status: answer.status, body: Object(JSON.parse(answer.text)) }
}

async function csv(path: string, body?: unknown): Promise<string[]> {
  const answer = await fetch(`${shop.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie: owner.cookie, accept: 'text/csv' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/)
  return (await answer.text()).trimEnd().split('\r\n')
}

test('an action is done on all that a filter finds, with an outcome for each; failures are a table, and tried again', async () => {
  const begun = await ask('POST', '/v1/bulks', {
    tool: 'backorders.judge_order',
    over: {
      tool: 'backorders.list_cases',
      input: { status: 'open' },
      each: { order: 'order', connection: 'connection' },
    },
  })
  assert.deepEqual([begun.status, begun.body.total], [202, 3])
  const path = `/v1/bulks/${begun.body.id}`
  await shop.until('it is done', async () => (await ask('GET', path)).body.state === 'done')
  assert.equal((await ask('GET', path)).body.done, 3)

  const wrong = await ask('POST', '/v1/bulks', {
    tool: 'backorders.judge_order',
    inputs: [{ order: '#1001' }, { order: '=no such order' }],
  })
  const failing = `/v1/bulks/${wrong.body.id}`
  await shop.until('it is done', async () => (await ask('GET', failing)).body.state === 'done')
  const { done, failed } = (await ask('GET', failing)).body
  assert.deepEqual([done, failed], [1, 1])
  const [head, row = '', ...more] = await csv(`${failing}/rows?state=failed`)
  assert.deepEqual([head, more], ['number,state,says,input.order', []])
  assert.match(row, /^2,failed,.+,'=no such order$/)
  assert.equal((await ask('POST', `${failing}/retry`)).status, 202)
  await shop.until('it is done again', async () => (await ask('GET', failing)).body.state === 'done')
  assert.equal((await ask('POST', `${failing}/cancel`)).body.state, 'done')
})

test('what nobody may do one by one is done in bulk by nobody', async () => {
  const refused = await ask('POST', '/v1/bulks', { tool: 'backorders.judge_order', inputs: [] })
  assert.equal(refused.status, 422)
  assert.equal((await ask('POST', '/v1/bulks', { tool: 'no.such', inputs: [{}] })).status, 404)
})

test('A40: a list is a table of all its pages, without formulas', async () => {
  const lines = await csv('/v1/actions/backorders.list_cases', { limit: 1 })
  assert.equal(lines.length, 4)
  assert.ok(lines.some(line => line.includes(`'=cmd()`)))
  const events = await csv('/v1/events?limit=1')
  assert.ok(events.length > 3 && events[0]?.startsWith('id,'))
})

test('a member is told of what they may see and chose, and reads it', async () => {
  const { body } = await ask('GET', '/v1/notifications')
  assert.equal(body.data.filter((one: { kind: string }) => one.kind === 'case.opened').length, 3)
  assert.ok(!JSON.stringify(body).includes('Ada'))
  assert.equal(
    (await ask('POST', '/v1/notifications/read', { ids: [body.data[0].id] })).body.unread,
    body.data.length - 1,
  )
  assert.equal((await ask('GET', '/v1/notifications?unread=true')).body.data.length, body.data.length - 1)
  assert.equal((await ask('POST', '/v1/notifications/read', {})).body.unread, 0)
  await ask('PATCH', '/v1/notifications/choices', { app: { 'case.opened': false, 'case.closed': true } })
  await shop.db.tenant(shop.owner.tenantId, async tx => {
    await tellHooks(tx, 'case.opened', { case: 'case_1' })
    await tellHooks(tx, 'case.closed', { case: 'case_1' })
  })
  assert.equal((await ask('GET', '/v1/notifications/unread')).body.unread, 1)
})
