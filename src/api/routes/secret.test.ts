import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { showId } from '#spine/ids.ts'
import { agree, browser } from '../../../test/signed-in.ts'
import { world, type World } from '../../../test/world.ts'

/** A webhook as this secret signs it, each time another order's; gives the status that it was answered. */
async function delivered(shop: World, secret: string, order: number): Promise<number> {
  const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query<{ door: string }>(`select door from connections where connector = 'shopify'`),
  )
  const body = `{"id":${order},"admin_graphql_api_id":"gid://shopify/Order/${order}","name":"#${order}","updated_at":"2026-11-01T10:00:00Z"}`
  const answer = await fetch(`${shop.url}/webhook/${row?.door}/orders/create`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': shop.shopify.domain,
      'x-shopify-event-id': `e${order}`,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
  })
  return answer.status
}

test("an app's new secret is tried, kept, and stands beside the old one for the hours that were asked", async () => {
  await using shop = await world()
  const { begin, send } = await browser(shop)
  const id = showId('conn', shop.shopConnection)
  const { clientId, clientSecret: old } = shop.shopify
  const app = { clientId, clientSecret: old }
  const back = await agree(shop, (await begin({ connector: 'shopify', connection: id, app })).url)
  assert.equal((await send('GET', `${back.pathname}${back.search}`)).status, 200)
  const give = (secret: string, more = {}) =>
    send('POST', `/v1/connections/${id}/secret`, JSON.stringify({ secret, ...more }))

  shop.shopify.tokens.rotate('the-second-secret')
  const wrong = await give('a-mistyped-secret')
  assert.equal(wrong.status, 409, wrong.text)
  assert.equal(await delivered(shop, 'a-mistyped-secret', 1), 401)
  assert.equal(await delivered(shop, old, 2), 200)
  // Nothing was broken by the mistyped one: the next is tried with the same refresh token.
  const given = await give('the-second-secret')
  assert.equal(given.status, 200, given.text)
  assert.equal(await delivered(shop, 'the-second-secret', 3), 200)
  assert.equal(await delivered(shop, old, 4), 200)

  shop.shopify.tokens.rotate('the-third-secret')
  assert.equal((await give('the-third-secret', { previousHours: 0 })).status, 200)
  assert.equal(await delivered(shop, 'the-third-secret', 5), 200)
  assert.equal(await delivered(shop, 'the-second-secret', 6), 401)
  assert.equal(await delivered(shop, old, 7), 401)
  // And tokens are renewed with the newest.
  shop.shopify.tokens.expireAll()
  await shop.act('shopify.check_inventory', { skus: ['MUG'] })
  assert.match((await send('GET', `/v1/connections/${id}/history`)).text, /new secret/)
  assert.match((await send('GET', '/v1/audit')).text, /connection\.secret_replaced/)
  const desk = showId('conn', shop.deskConnection)
  const none = await send('POST', `/v1/connections/${desk}/secret`, '{"secret":"whatever-it-is"}')
  assert.equal(none.status, 409)
})
