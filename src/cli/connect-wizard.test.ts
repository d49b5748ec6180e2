import assert from 'node:assert/strict'
import test from 'node:test'
import { showId } from '#spine/ids.ts'
import { terminal } from '../../test/cli-terminal.ts'
import { agree, browser } from '../../test/signed-in.ts'
import { world } from '../../test/world.ts'

test('a shop is connected from the command line to the browser and back', async () => {
  await using shop = await world()
  const { run, shown } = terminal(shop)
  const waiting = run('connect', 'shopify', '--wait', '2')
  await shop.until('the link is shown', () => /#token=/.test(shown()))
  assert.match(shown(), /http:\/\/127\.0\.0\.1:\d+\/connect\/shopify\/callback/)
  for (const scope of ['read_orders', 'read_inventory'])
    assert.match(shown(), new RegExp(`${scope} +To .+\\.`))
  assert.match(shown(), /set PUBLIC_URL/)
  const [, next = '', token = ''] = /sign-in\?next=(\S+)#token=(\S+)/.exec(shown()) ?? []
  const { send, entered } = await browser(shop, { token, next })
  assert.equal(entered, '/connect/shopify')
  const { clientId, clientSecret, domain } = shop.shopify
  const onward = await send('POST', entered, new URLSearchParams({ account: domain, clientId, clientSecret }))
  const url = /href="([^"]*oauth\/authorize[^"]*)"/.exec(onward.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const back = await agree(shop, url)
  assert.equal((await send('GET', `${back.pathname}${back.search}`)).status, 200)
  const { code, out } = await waiting
  assert.equal(code, 0)
  assert.match(out, /connected: Sandbox shop/)
})

test('a program gets the steps as JSON; other platforms say what they need', async () => {
  await using shop = await world()
  const { run } = terminal(shop)
  const steps: unknown = JSON.parse((await run('connect', 'shopify', '--json')).out)
  assert.match(String(Object(steps).link), /#token=/)
  assert.ok(Object(steps).scopes.length > 3)
  assert.match((await run('connect', 'gorgias')).out, /apiKey[^]*connect add gorgias/)
  assert.match((await run('connect', 'shopify', '--wait', '0')).out, /not yet/)
  assert.match((await run('connect')).out, /Usage:.*connect/)
  assert.equal((await run('connect', 'ebay')).code, 1)
  assert.equal((await run('connect', 'shopify', '--wait', 'long')).code, 2)
})

test('a new secret is taken from a file or the standard input, never from the command line', async () => {
  await using shop = await world()
  const { run } = terminal(shop, 'a-new-client-secret\n')
  const id = showId('conn', shop.shopConnection)
  const given = await run('connect', 'secret', id, '--secret', '-', '--previous-hours', '2')
  assert.equal(given.code, 0, given.err)
  assert.match(given.out, /previous_until: 20/)
  assert.equal((await run('connect', 'secret', id, '--secret', '-', '--previous-hours', '-1')).code, 2)
  assert.equal((await terminal(shop, ' ').run('connect', 'secret', id, '--secret', '-')).code, 1)
  assert.match((await run('audit', 'list')).out, /connection\.secret_replaced/)
})
