import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { listStops } from '#spine/policies/kill-switches.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { terminal } from '../cli-terminal.ts'
import { key } from '../mcp-door.ts'
import { browser } from '../signed-in.ts'
import { world } from '../world.ts'

const rule = {
  name: 'small-refunds',
  when: { risk: ['money'], moneyAtMost: { minor: 5000, currency: 'EUR' } },
  verdict: { is: 'allow' },
}
const cap = { name: 'daily', per: 'tenant', every: 'day', money: { minor: 100_000, currency: 'EUR' } }

test('a person who signed in just now changes the policy, and nobody else does', async () => {
  await using shop = await world()
  const { send } = await browser(shop)
  const put = (path: string, body: object) => send('PUT', path, JSON.stringify(body))
  const read = async (path: string) => Object(JSON.parse((await send('GET', path)).text))
  assert.deepEqual((await read('/v1/policies')).version, 0)
  const made = await put('/v1/policies', { from: 0, reason: 'small ones', policy: { rules: [rule] } })
  assert.equal(made.status, 200, made.text)
  assert.equal((await put('/v1/policies', { from: 0, reason: 'late', policy: {} })).status, 409)
  assert.equal((await put('/v1/caps', { from: 1, reason: 'careful', caps: [cap] })).status, 200)
  const flaws = await put('/v1/caps', { from: 2, reason: 'x', caps: [{ ...cap, count: -1 }] })
  assert.ok(flaws.status === 422 && flaws.text.includes('/caps/0/count'), flaws.text)

  const held = await read('/v1/policies')
  assert.deepEqual([held.version, held.policy.rules.length, held.policy.caps.length], [2, 1, 1])
  assert.deepEqual(
    held.data.map((one: object) => Object(one).reason),
    ['careful', 'small ones'],
  )
  assert.match(JSON.stringify(held.says), /class money, at most 50\.00 EUR: at once/)
  const older = await read('/v1/policies?before=2')
  assert.deepEqual([older.data.length, older.next_before], [1, null])
  assert.match(JSON.stringify(await read('/v1/caps')), /at most 1000\.00 EUR per day/)

  const bearer = await key(shop, ['policies:read', 'policies:write', 'stops:write'])
  const byKey = await fetch(`${shop.url}/v1/policies`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ from: 2, reason: 'mine', policy: {} }),
  })
  assert.equal(byKey.status, 403)
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`update sessions set created_at = created_at - interval '16 minutes'`),
  )
  assert.equal((await put('/v1/policies', { from: 2, reason: 'stale', policy: {} })).status, 403)
  const audit = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`select subject, via from audit where deed = 'policy.changed' order by seq`),
  )
  assert.deepEqual(audit, [
    { subject: 'policy 1', via: 'console' },
    { subject: 'policy 2', via: 'console' },
  ])
})

test('an imagined deed is answered, and nothing is done', async () => {
  await using shop = await world()
  const { send } = await browser(shop)
  const ask = async (body: object) =>
    Object(JSON.parse((await send('POST', '/v1/policies/test', JSON.stringify(body))).text))
  const asks = { tool: 'shopify.refund_order', risk: 'money', money: { minor: 5000, currency: 'EUR' } }
  assert.equal((await ask({ asks })).rule, 'default-money')
  assert.equal((await ask({ asks, policy: { rules: [rule] } })).is, 'allow')
  assert.equal((await ask({ asks: { ...asks, tainted: true }, policy: { rules: [rule] } })).is, 'approve')
})

test('a key with the right may pull a switch, which holds for the very next request', async () => {
  await using shop = await world()
  const stopper = await key(shop, ['stops:write', 'policies:read'])
  const worker = await key(shop, ['act:internal'])
  const ask = (bearer: string, method: string, path: string, body: object) =>
    fetch(`${shop.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
    })
  const open = (reference: string) =>
    ask(worker, 'POST', '/v1/actions/gorgias.create_ticket', {
      customer: 'ada@example.com',
      subject: 'Hi',
      body: 'Hello',
      reference,
    })
  const flip = (stopped: boolean, what: object = { what: 'writes' }) =>
    ask(stopper, 'PUT', '/v1/kill-switches', { switch: what, stopped, because: 'we look into it.' })
  assert.equal((await open('one')).status, 200)
  assert.match(await (await flip(true)).text(), /"stopped_by":"key key_/)
  const refused = await open('two')
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '60'])
  assert.equal((await flip(false)).status, 200)
  assert.equal((await open('three')).status, 200)
  assert.equal((await flip(true, { what: 'tool' })).status, 422)
  const denied = await ask(worker, 'PUT', '/v1/kill-switches', {
    switch: { what: 'writes' },
    stopped: true,
    because: 'x',
  })
  assert.equal(denied.status, 403)
})

test('the command line shows, tries, sets and stops', async () => {
  await using shop = await world()
  const folder = await mkdtemp(join(tmpdir(), 'storewright-policy-'))
  const file = async (name: string, content: unknown) => {
    await writeFile(join(folder, name), JSON.stringify(content))
    return join(folder, name)
  }
  const { run } = terminal(shop)
  try {
    assert.match((await run('policy', 'show')).out, /default-money +money: after one person’s approval/)
    assert.match((await run('policy', 'list')).out, /Nothing/)
    const draft = await file('draft.json', { rules: [rule] })
    const asks = { tool: 'shopify.refund_order', risk: 'money', money: { minor: 5000, currency: 'EUR' } }
    const cases = await file('cases.json', [
      { name: 'small refunds pass', asks, expect: { is: 'allow', rule: 'small-refunds' } },
      {
        name: 'unknown ones wait',
        asks: { ...asks, money: undefined },
        expect: { is: 'approve', approvals: 1 },
      },
    ])
    const good = await run('policy', 'test', '--policy', draft, '--cases', cases)
    assert.equal(good.code, 0, good.out + good.err)
    const bad = await run('policy', 'test', '--cases', cases)
    assert.equal(bad.code, 1)
    assert.match(bad.out, /^false +small refunds pass +approve +default-money/m)
    assert.match((await run('policy', 'test', '--asks', JSON.stringify(asks))).out, /rule: default-money/)
    assert.equal((await run('policy', 'test')).code, 1)
    assert.match((await run('policy', 'test', '--asks', '{')).err, /no JSON/)

    assert.match((await run('policy', 'set', draft, '--reason', 'small ones')).out, /version: 1/)
    assert.match((await run('policy', 'list')).out, /1 .*system operator.*small ones/)
    assert.match((await run('policy', 'show', '--data')).out, /"small-refunds"/)
    const broken = await run('policy', 'set', await file('bad.json', { rules: [{}] }), '--reason', 'x')
    assert.match(broken.err, /\/policy\/rules\/0\/name/)

    assert.equal((await run('policy', 'stop', 'writes', '--because', 'we look into it.')).code, 0)
    assert.match((await run('policy', 'stops')).out, /writes .*we look into it/)
    assert.equal((await run('policy', 'stop', 'tool', '--because', 'x')).code, 1)
    const { tenantId } = await createAccount(shop.db, { name: 'Cups', ownerEmail: 'owner@cups.test' })
    const stops = () => shop.db.tenant(tenantId, listStops)
    assert.deepEqual(await stops(), [])
    const both = await run('policy', 'stop', 'writes', '--because', 'x', '--every-account')
    assert.match(both.out, /accounts: 2/)
    assert.equal((await stops())[0]?.what, 'writes')
    assert.equal((await run('policy', 'go-on', 'writes', '--every-account')).code, 0)
    assert.deepEqual(await stops(), [])
    assert.equal((await run('policy', 'stop', 'writes', '--because', 'x')).code, 0)
    assert.equal((await run('policy', 'stop', 'writes', 'much', '--because', 'x')).code, 1)
    assert.equal((await run('policy', 'go-on', 'writes')).code, 0)
    assert.match((await run('policy', 'stops')).out, /Nothing/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
