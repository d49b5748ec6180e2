import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { own } from '#spine/actions/own.ts'
import { buildRegistry } from '#spine/actions/tool.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { revokeKey } from '#spine/tenancy/api-keys.ts'
import { world } from '../../test/world.ts'
import { door, key } from '../../test/mcp-door.ts'

const Nothing = z.object({})
const fails = (name: string, error: Error) =>
  own<typeof Nothing, typeof Nothing, Desk>(
    action({ name, says: 'Fails.', risk: 'read', input: Nothing, output: Nothing }),
    { run: () => Promise.reject(error) },
  )
const tellCustomer = action({
  name: 'tell_customer',
  says: 'Write to a customer.',
  risk: 'customer',
  input: z.object({ text: z.string().min(3) }),
  output: Nothing,
})
let ran = 0
const registry = buildRegistry<Desk>(
  [
    {
      id: 'gorgias',
      provides: [
        {
          action: tellCustomer,
          run: () => Promise.resolve(void (ran += 1)),
          preview: () =>
            Promise.resolve({ subject: 't1', title: 'Ada', changes: [], recipients: ['ada@example.com'] }),
        },
      ],
    },
  ],
  [
    {
      id: 'backorders',
      actions: [
        fails('break_down', new Error('the password is hunter2')),
        fails('wait_longer', new Refusal('rate_limited', 'Too much at once.', { retryAfterSeconds: 7 })),
      ],
    },
  ],
)

test('A20: what a customer would notice waits for a person, and the agent is told for what', async () => {
  await using shop = await world()
  await using mcp = await door(shop, { registry })
  const client = await mcp.connect(await key(shop, ['act:customer']))
  const [tool] = (await client.listTools()).tools
  assert.equal(tool?.name, 'gorgias.tell_customer')
  assert.equal(tool?.annotations?.readOnlyHint, false)
  const asked = await client.callTool({ name: 'gorgias.tell_customer', arguments: { text: 'Hello' } })
  assert.equal(asked.isError ?? false, false)
  assert.match(JSON.stringify(asked.content), /waits for a person: apr_[0-9a-f]{32}/)
  assert.equal(ran, 0)
})

test('a defect is told in general words, a refusal with its code and when to come again', async () => {
  await using shop = await world()
  await using mcp = await door(shop, { registry })
  const client = await mcp.connect(await key(shop, ['act:read']))
  const broken = await client.callTool({ name: 'backorders.break_down', arguments: {} })
  assert.equal(broken.isError, true)
  assert.ok(!JSON.stringify(broken).includes('hunter2'))
  const refused = await client.callTool({ name: 'backorders.wait_longer', arguments: {} })
  assert.match(JSON.stringify(refused.content), /rate_limited: Too much at once\. Try again in 7 s\./)
})

test('A26: what a key may not use cannot be called by guessing its name, and says no more than a name that is none', async () => {
  await using shop = await world()
  await using mcp = await door(shop, { registry })
  const client = await mcp.connect(await key(shop, ['act:read']))
  const said = async (name: string) => {
    const answer = await client.callTool({ name, arguments: { text: 'Hello' } }).then(
      result => ({ failed: result.isError === true, text: JSON.stringify(result) }),
      (error: unknown) => ({ failed: true, text: String(error) }),
    )
    assert.ok(answer.failed, name)
    return answer.text.replaceAll(name, 'NAME')
  }
  assert.equal(await said('gorgias.tell_customer'), await said('gorgias.no_such_tool'))
  assert.equal(ran, 0)
})

test('an input of another form is refused with where it is wrong', async () => {
  await using shop = await world()
  await using mcp = await door(shop, { registry })
  const client = await mcp.connect(await key(shop, ['act:customer']))
  const answer = await client.callTool({ name: 'gorgias.tell_customer', arguments: { text: 'x' } })
  assert.equal(answer.isError, true)
  assert.match(JSON.stringify(answer.content), /text/)
})

test('A26: a revoked key is refused from the next request on, and the order of the tools is always the same', async () => {
  await using shop = await world()
  await using mcp = await door(shop)
  const secret = await key(shop, ['act:read', 'act:internal'])
  const client = await mcp.connect(secret)
  const names = async () => (await client.listTools()).tools.map(tool => tool.name)
  assert.deepEqual(await names(), await names())
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ id: string }>(`select 'key_' || replace(id::text, '-', '') as id from api_keys`),
  )
  await shop.db.tenant(shop.owner.tenantId, tx => revokeKey(tx, row?.id ?? ''))
  await assert.rejects(names())
})
