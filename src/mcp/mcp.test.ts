import assert from 'node:assert/strict'
import test from 'node:test'
import { world } from '../../test/world.ts'
import { door, key } from '../../test/mcp-door.ts'

test('an agent with only a key lists and calls the tools of the platforms', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2, location: 'Main' }] })
  await using mcp = await door(shop)
  const client = await mcp.connect(
    await key(shop, ['act:read', 'act:personal', 'act:internal', 'cases:read']),
  )
  const { tools } = await client.listTools()
  const names = new Set(tools.map(tool => tool.name))
  for (const name of [
    'shopify.get_order',
    'shopify.check_inventory',
    'gorgias.create_ticket',
    'gorgias.add_message',
    'backorders.list_cases',
  ])
    assert.ok(names.has(name), name)
  assert.ok(!names.has('backorders.change_settings'))

  const read = await client.callTool({ name: 'shopify.get_order', arguments: { order: order.name } })
  assert.match(JSON.stringify(read.structuredContent), new RegExp(order.id))
  const stock = await client.callTool({ name: 'shopify.check_inventory', arguments: { skus: ['MUG'] } })
  assert.match(JSON.stringify(stock.structuredContent), /"available":3/)
  const ticket = { customer: 'ada@example.com', subject: 'Hello', body: 'A note', reference: 'agent:1' }
  const made = await client.callTool({ name: 'gorgias.create_ticket', arguments: ticket })
  const again = await client.callTool({ name: 'gorgias.create_ticket', arguments: ticket })
  assert.deepEqual(made.structuredContent, again.structuredContent)
  assert.equal(shop.gorgias.tickets.length, 1)
  const id = String(Object(made.structuredContent).ticket)
  const note = await client.callTool({
    name: 'gorgias.add_message',
    arguments: { ticket: id, body: 'More', reference: 'agent:2' },
  })
  assert.equal(note.isError ?? false, false)

  const missing = await client.callTool({ name: 'shopify.get_order', arguments: { order: '#9999' } })
  assert.equal(missing.isError, true)
  assert.match(JSON.stringify(missing.content), /not_found/)
})

test('A26: a key sees no tool that it may not use', async () => {
  await using shop = await world()
  await using mcp = await door(shop)
  const client = await mcp.connect(await key(shop, ['act:read']))
  const { tools } = await client.listTools()
  assert.ok(tools.every(tool => tool.annotations?.readOnlyHint === true))
  const one = await mcp.connect(await key(shop, ['act:internal', 'tool:gorgias.create_ticket']))
  assert.deepEqual(
    (await one.listTools()).tools.map(tool => tool.name),
    ['gorgias.create_ticket'],
  )
})

test('A26: without a key, or under a foreign name, nobody is let in', async () => {
  await using shop = await world()
  await using mcp = await door(shop)
  const ask = (headers: Record<string, string>) =>
    fetch(mcp.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    })
  const bare = await ask({})
  assert.equal(bare.status, 401)
  assert.equal(bare.headers.get('www-authenticate'), 'Bearer')
  assert.equal((await ask({ authorization: 'Bearer sk_wrong' })).status, 401)
  assert.equal((await ask({ origin: 'https://evil.example' })).status, 403)
  await using closed = await door(shop, { allowedHosts: ['desk.example'] })
  assert.equal((await fetch(closed.url, { method: 'POST' })).status, 403)
})

test('A27: many agents at once with the same request ids each get their own answer', async () => {
  await using shop = await world({
    stock: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`SKU-${at}`, { Main: at }])),
  })
  await using mcp = await door(shop)
  const secret = await key(shop, ['act:read'])
  const clients = await Promise.all(Array.from({ length: 30 }, () => mcp.connect(secret)))
  const answers = await Promise.all(
    clients.map((client, at) =>
      client.callTool({ name: 'shopify.check_inventory', arguments: { skus: [`SKU-${at}`] } }),
    ),
  )
  for (const [at, answer] of answers.entries())
    assert.match(JSON.stringify(answer.structuredContent), new RegExp(`"sku":"SKU-${at}"`))
})
