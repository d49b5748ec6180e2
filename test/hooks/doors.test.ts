import assert from 'node:assert/strict'
import test from 'node:test'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { isPermission, permissions } from '#spine/tenancy/permissions.ts'
import { terminal } from '../cli-terminal.ts'
import { world, type World } from '../world.ts'
import { receiver } from './receiver.ts'

type Body = Record<string, unknown>

async function asker(shop: World, scopes = Object.keys(permissions).filter(isPermission)) {
  const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
    createKey(tx, shop.owner, { name: 'k', scopes }),
  )
  return async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const answer = await fetch(`${shop.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, ...more },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const read: Body = Object(await answer.json())
    return { status: answer.status, body: read, headers: answer.headers }
  }
}

const listOf = (body: Body): Body[] => (Array.isArray(body['data']) ? body['data'] : [])

test('a hook’s whole life by REST: made, tested, looked into, rotated, turned off and on, replayed, removed', async () => {
  await using at = await receiver()
  const url = at.url.replace('hook.test', '127.0.0.1')
  await using shop = await world({ privateOrigins: [new URL(url).origin] })
  const ask = await asker(shop)
  const made = await ask('POST', '/v1/hooks', { url, types: ['case.opened'], description: 'ours' })
  assert.deepEqual([made.status, made.headers.get('cache-control')], [201, 'no-store'])
  const secret = String(made.body['secret'])
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  at.secrets.push(secret)
  const hook = `/v1/hooks/${String(made.body['id'])}`
  const shown = await ask('GET', hook)
  assert.deepEqual([shown.body['url'], shown.body['secret']], [url, undefined])

  const tested = await ask('POST', `${hook}/test`)
  assert.equal(tested.status, 202)
  await shop.until('the test came', () => at.received[0]?.type === 'hook.test')
  const delivery = `${hook}/deliveries/${String(tested.body['delivery'])}`
  await shop.until('it is on record', async () => (await ask('GET', delivery)).body['state'] === 'delivered')
  const { body } = await ask('GET', delivery)
  assert.deepEqual([body['webhook_id'], body['body']], [at.received[0]?.id, at.received[0]?.body])
  assert.equal(listOf((await ask('GET', `${hook}/deliveries?state=delivered`)).body).length, 1)
  assert.equal(listOf((await ask('GET', `${hook}/deliveries?state=failed`)).body).length, 0)
  assert.equal((await ask('POST', `${delivery}/replay`)).body['replayed'], 1)
  await shop.until('it came again', () => at.received.length === 2)
  assert.equal(at.received[1]?.id, at.received[0]?.id)

  const rotated = await ask('POST', `${hook}/secrets`, { overlapHours: 2 })
  const secrets = listOf((await ask('GET', `${hook}/secrets`)).body)
  assert.deepEqual([secrets.length, secrets[0]?.['id']], [2, rotated.body['id']])
  assert.equal((await ask('DELETE', `${hook}/secrets/${String(secrets[0]?.['id'])}`)).status, 409)
  assert.equal((await ask('DELETE', `${hook}/secrets/${String(secrets[1]?.['id'])}`)).status, 200)

  assert.equal((await ask('PATCH', hook, { isEnabled: false })).body['is_enabled'], false)
  assert.equal((await ask('POST', `${hook}/test`)).status, 409)
  assert.equal((await ask('PATCH', hook, { isEnabled: true, types: [] })).body['is_enabled'], true)
  assert.equal((await ask('POST', `${hook}/replay`, { since: '2026-01-01T00:00:00Z' })).body['replayed'], 0)
  assert.equal((await ask('DELETE', hook)).status, 200)
  assert.equal((await ask('GET', hook)).status, 404)
  assert.deepEqual(at.flaws, [])
})

test('what cannot be told, and where nothing may be sent, is refused at the door', async () => {
  await using shop = await world()
  const ask = await asker(shop)
  const tried = async (wanted: object) => (await ask('POST', '/v1/hooks', wanted)).status
  for (const url of [
    'http://127.0.0.1:9/',
    'https://localhost/',
    'https://169.254.169.254/',
    'x',
    'ftp://a.b/',
  ])
    assert.ok([403, 409, 422].includes(await tried({ url })), `${url}: ${await tried({ url })}`)
  assert.equal(await tried({ url: 'https://example.com/', types: ['case.eaten'] }), 422)
  assert.equal(listOf((await ask('GET', '/v1/hooks')).body).length, 0)
  const poor = await asker(shop, ['cases:read'])
  assert.equal((await poor('GET', '/v1/hooks')).status, 403)
  const reader = await asker(shop, ['hooks:read'])
  assert.equal((await reader('POST', '/v1/hooks', { url: 'https://example.com/' })).status, 403)
  assert.ok(listOf((await reader('GET', '/v1/hook-types')).body).length > 5)
})

test('a secret shown once is not kept for the caller who repeats himself with one Idempotency-Key', async () => {
  await using at = await receiver()
  const url = at.url.replace('hook.test', '127.0.0.1')
  await using shop = await world({ privateOrigins: [new URL(url).origin] })
  const ask = await asker(shop)
  const key = { 'idempotency-key': 'one' }
  const first = await ask('POST', '/v1/hooks', { url }, key)
  const again = await ask('POST', '/v1/hooks', { url }, key)
  assert.deepEqual([again.status, again.body['id'], again.body['secret']], [201, first.body['id'], null])
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ answer: string }>('select answer from idempotency_keys'),
  )
  assert.ok(row && !row.answer.includes(String(first.body['secret'])))
  assert.equal(listOf((await ask('GET', '/v1/hooks')).body).length, 1)
})

test('the command line makes, lists, tests, looks into, rotates, replays and removes', async () => {
  await using at = await receiver()
  const url = at.url.replace('hook.test', '127.0.0.1')
  await using shop = await world({ privateOrigins: [new URL(url).origin] })
  const { run } = terminal(shop)
  const json = async (...words: string[]): Promise<Body> =>
    Object(JSON.parse((await run('--json', ...words)).out))
  const made = await json('hooks', 'create', url, '--type', 'case.opened', '--description', 'ours')
  const id = String(made['id'])
  at.secrets.push(String(made['secret']))
  assert.match((await run('hooks', 'list')).out, /ours/)
  assert.doesNotMatch((await run('hooks', 'list')).out, /whsec_/)
  assert.match((await run('hooks', 'types')).out, /case\.opened/)
  const { delivery } = await json('hooks', 'test', id)
  await shop.until('the test came', () => at.received.length === 1)
  await shop.until('it is on record', async () =>
    (await run('hooks', 'delivery', id, String(delivery))).out.includes('state: delivered'),
  )
  assert.match((await run('hooks', 'deliveries', id)).out, /hook\.test +delivered/)
  assert.match((await run('hooks', 'deliveries', id, '--failed')).out, /Nothing/)
  assert.match((await run('hooks', 'replay', id, String(delivery))).out, /replayed: 1/)
  assert.match((await run('hooks', 'replay', id, '--since', '2026-11-20T00:00:00Z')).out, /replayed: 0/)
  assert.equal((await run('hooks', 'replay', id, '--since', 'yesterday')).code, 2)
  assert.match((await run('hooks', 'rotate', id, '--overlap', '1')).out, /whsec_/)
  assert.match((await run('hooks', 'disable', id)).out, /is_enabled: false/)
  assert.match((await run('hooks', 'enable', id)).out, /is_enabled: true/)
  assert.match((await run('hooks', 'remove', id)).out, /removed: hook_/)
  assert.equal((await run('hooks', 'create', 'https://localhost/')).code, 1)
})
