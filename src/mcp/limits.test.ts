import assert from 'node:assert/strict'
import test from 'node:test'
import { key } from '../../test/mcp-door.ts'
import { world } from '../../test/world.ts'

test('A41: a key has one allowance at both doors, and is told at each answer what is left of it', async () => {
  await using shop = await world({ requestsPerMinute: 4 })
  const [agent, other] = [await key(shop, ['act:read']), await key(shop, ['act:read'])]
  const mcp = (secret: string) =>
    fetch(`${shop.url}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    })
  const rest = (secret: string) =>
    fetch(`${shop.url}/v1/account`, { headers: { authorization: `Bearer ${secret}` } })
  const told: [number, string | undefined][] = []
  for (const ask of [mcp, rest, mcp, rest, mcp, rest]) {
    const { status, headers, body } = await ask(agent)
    assert.equal(headers.get('ratelimit-policy'), '"caller";q=4;w=60')
    assert.equal(headers.has('retry-after'), status === 429)
    told.push([status, /r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]])
    await body?.cancel()
  }
  assert.deepEqual(told, [
    [200, '3'],
    [200, '2'],
    [200, '1'],
    [200, '0'],
    [429, '0'],
    [429, '0'],
  ])
  const refused: unknown = await (await mcp(agent)).json()
  assert.deepEqual(refused, {
    jsonrpc: '2.0',
    id: null,
    error: { code: -32000, message: 'More than 4 requests a minute.' },
  })
  assert.equal((await mcp(other)).status, 200)
  // Who is nobody has no allowance, and takes none.
  assert.equal((await mcp('sk_nobody')).headers.get('ratelimit'), null)
})
