import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { world, type World } from '../../test/world.ts'

const path = '/webhook/orders/create'

function deliver(shop: World, id: number, isGenuine: boolean, headers: Record<string, string> = {}) {
  const body = `{"id":${id},"admin_graphql_api_id":"gid://shopify/Order/${id}","name":"#1","updated_at":"2026-11-01T10:00:00+01:00"}`
  const secret = isGenuine ? shop.shopify.clientSecret : 'a-guess'
  return fetch(`${shop.url}${path}`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': shop.shopify.domain,
      'x-shopify-event-id': `e${id}`,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      ...headers,
    },
  })
}

test('A41: a source may deliver so much that does not verify; what verifies is taken from there all the same', async () => {
  await using shop = await world({ tries: { unverifiedPerMinute: 5 } })
  const forged: number[] = []
  for (let id = 1; id <= 8; id += 1) forged.push((await deliver(shop, id, false)).status)
  assert.deepEqual(forged, [401, 401, 401, 401, 401, 429, 429, 429])
  const nowhere = await fetch(`${shop.url}/webhook/${'x'.repeat(43)}`, { method: 'POST' })
  assert.equal(nowhere.status, 429)
  assert.ok(Number(nowhere.headers.get('retry-after')) >= 1)
  // Many more than the limit, from the very address that floods.
  const genuine = await Promise.all(Array.from({ length: 40 }, (_, at) => deliver(shop, 100 + at, true)))
  assert.deepEqual([...new Set(genuine.map(({ status }) => status))], [200])
})

test('whoever stands behind our proxy is told apart by what it wrote, and cannot pass as another', async () => {
  await using shop = await world({ tries: { unverifiedPerMinute: 1 } })
  const told = async (house: number, forwarded: string) => {
    Object.assign(shop.house, { trustedHops: house })
    return (await deliver(shop, 1, false, { 'x-forwarded-for': forwarded })).status
  }
  assert.deepEqual([await told(0, '192.0.2.1'), await told(0, '192.0.2.2')], [401, 429])
  assert.deepEqual([await told(1, '192.0.2.1'), await told(1, '9.9.9.9, 192.0.2.1')], [401, 429])
  assert.deepEqual([await told(1, '2001:db8::1'), await told(1, '2001:db8::ffff:1')], [401, 429])
  assert.equal(await told(1, '2001:db8:0:1::1'), 401)
})

test('A12: links are not guessed from one source either, and one that is right is no guess', async () => {
  await using shop = await world({ tries: { signInsPerSource: 2 } })
  const enter = (token: string) =>
    fetch(`${shop.url}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
      redirect: 'manual',
    })
  const { makeSignInLink } = await import('#spine/tenancy/sign-in-links.ts')
  const right = async () => (await makeSignInLink(shop.db, shop.owner.tenantId, shop.owner.id)).token
  for (let round = 0; round < 4; round += 1) assert.equal((await enter(await right())).status, 303)
  const told = [await enter('x'), await enter('x'), await enter(await right())]
  assert.deepEqual(
    told.map(({ status }) => status),
    [401, 401, 429],
  )
  assert.ok(Number(told[2]?.headers.get('retry-after')) > 60)
})
