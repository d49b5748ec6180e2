import assert from 'node:assert/strict'
import test from 'node:test'
import type { ShopifySandbox } from '../server.ts'
import { openShop, startListener, subscribe } from './bench.ts'

async function door(
  sandbox: ShopifySandbox,
  deed: string,
  input?: unknown,
): Promise<{ status: number; text: string }> {
  const post = { method: 'POST', body: JSON.stringify(input) }
  const answer = await fetch(`${sandbox.url}/__control/${deed}`, input === undefined ? {} : post)
  return { status: answer.status, text: await answer.text() }
}

test('another process can drive the shop', async t => {
  const sandbox = await openShop(t)
  const { url, heard } = await startListener(t)
  await subscribe(sandbox, url, ['ORDERS_CREATE'])
  const cup = { sku: 'CUP', stock: { Main: 3 }, policy: 'DENY' }
  assert.equal((await door(sandbox, 'add-variant', cup)).status, 200)
  const bundle = {
    sku: 'SET',
    components: [
      { sku: 'CUP', quantity: 2 },
      { sku: 'MUG', quantity: 1 },
    ],
  }
  await door(sandbox, 'add-variant', bundle)
  const placed = await door(sandbox, 'place-order', { lines: [{ sku: 'SET', quantity: 2 }] })
  assert.match(placed.text, /"name":"#1001"/)
  const { lines, work } = sandbox.shop.orders.find('#1001')
  assert.deepEqual(
    lines.map(line => [line.sku, line.quantity, line.group?.title]),
    [
      ['CUP', 4, 'SET'],
      ['MUG', 2, 'SET'],
    ],
  )
  await door(sandbox, 'hold', { work: work[0]?.id, reason: 'INCORRECT_ADDRESS' })
  await door(sandbox, 'release-hold', { work: work[0]?.id })
  await door(sandbox, 'set-stock', { sku: 'CUP', location: 'Main', available: 7 })
  await door(sandbox, 'settle', {})
  assert.equal((await door(sandbox, 'redeliver', { delivery: 0 })).text, '{"status":200}')
  assert.equal(heard.length, 2)
  await door(sandbox, 'rotate-secret', { secret: 'new' })
  assert.equal(sandbox.shop.webhooks.secret, 'new')
  await door(sandbox, 'uninstall', {})
  assert.match((await door(sandbox, 'state')).text, /"subscriptions":\[\]/)
  assert.match((await door(sandbox, 'deliveries')).text, /"state":"delivered"/)
  assert.equal((await door(sandbox, 'place-order', { lines: [], colour: 1 })).status, 400)
  assert.equal((await door(sandbox, 'dance', {})).status, 400)
})
