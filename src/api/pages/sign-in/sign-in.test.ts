import assert from 'node:assert/strict'
import test from 'node:test'
import { makeSignInLink, signInUrl } from '#spine/tenancy/sign-in-links.ts'
import { browser } from '../../../../test/signed-in.ts'
import { world, type World } from '../../../../test/world.ts'
import { routes } from '../../routes.ts'

const newLink = (shop: World) => makeSignInLink(shop.db, shop.owner.tenantId, shop.owner.id)

const enter = (shop: World, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${shop.url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers,
  })

test('A12: whoever only follows a link, as scanners and previews do, uses nothing up', async () => {
  await using shop = await world()
  const link = await newLink(shop)
  for (const url of [signInUrl(shop.url, link), `${shop.url}/sign-in?token=${link.token}`])
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await fetch(url, { method, headers: { 'sec-purpose': 'prefetch' } })
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('set-cookie'), null)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      // And what somebody put into the query is not handed on by the page.
      assert.ok(!(await answer.text()).includes(link.token))
    }
  const entered = await enter(shop, { token: link.token })
  assert.equal(entered.status, 303)
  assert.match(entered.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Lax/)
  assert.equal((await enter(shop, { token: link.token })).status, 401)
})

test('A30: the page brings all that it needs itself, and may run no other script', async () => {
  await using shop = await world()
  const answer = await fetch(`${shop.url}/sign-in`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  assert.match(policy, /^default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';/)
  assert.doesNotMatch(policy, /unsafe|https?:|\*/)
  const page = await answer.text()
  assert.doesNotMatch(page, /https?:\/\/|<script>|\s(?:style|on[a-z]+)=/)
  for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g))
    assert.equal((await fetch(`${shop.url}${path}`)).status, 200, path)
  // No other page may run any.
  const { headers } = await fetch(`${shop.url}/docs`)
  assert.doesNotMatch(headers.get('content-security-policy') ?? '', /script-src/)
})

test('A32: a link leads on within this site only, and works when pasted whole', async () => {
  await using shop = await world()
  const kept = '/backorders?status=open&q=%22mug%22'
  const local = { '/connect/shopify': '/connect/shopify', '/': '/', [kept]: kept }
  const hostile = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a?b=\\evil.example',
    '/a?b#c',
    '/a?b\r\nx: y',
    '/a?"><b>',
    '/a#b',
    '/%2fevil',
    '/\t/evil',
  ]
  const all = { ...local, ...Object.fromEntries(hostile.map(next => [next, '/'])) }
  for (const [next, wanted] of Object.entries(all)) {
    const page = await (await fetch(`${shop.url}/sign-in?next=${encodeURIComponent(next)}`)).text()
    assert.ok(page.includes(`name="next" value="${wanted.replaceAll('&', '&amp;')}"`), next)
    const entered = await enter(shop, { token: signInUrl(shop.url, await newLink(shop), '/x'), next })
    assert.equal(entered.headers.get('location'), wanted)
  }
})

test('A32: signing in ends the session that was there, and signing out the one that is', async () => {
  await using shop = await world()
  const first = await browser(shop)
  assert.match((await first.send('GET', '/')).text, /signed in as/)
  const entered = await enter(shop, { token: (await newLink(shop)).token }, { cookie: first.cookie })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  assert.notEqual(cookie, first.cookie)
  assert.equal((await first.send('GET', '/v1/account')).status, 401)
  assert.equal((await fetch(`${shop.url}/v1/account`, { headers: { cookie } })).status, 200)
  const out = { method: 'POST', redirect: 'manual', headers: { cookie } } as const
  assert.equal((await fetch(`${shop.url}/sign-out`, out)).status, 303)
  assert.equal((await fetch(`${shop.url}/v1/account`, { headers: { cookie } })).status, 401)
  assert.match(await (await fetch(`${shop.url}/`)).text(), /not signed in/)
})

test('the pages speak the language that the browser asks for, or the one that was chosen in the console', async () => {
  await using shop = await world()
  const read = async (headers: Record<string, string>) =>
    (await fetch(`${shop.url}/sign-in`, { headers })).text()
  assert.match(await read({ 'accept-language': 'fr, de-AT;q=0.8, en;q=0.5' }), /lang="de"[^]*Anmelden/)
  assert.match(await read({ 'accept-language': 'en, de;q=0.8' }), /lang="en"/)
  assert.match(await read({ cookie: 'storewright-language=de' }), /lang="de"/)
  assert.match(await read({ cookie: 'storewright-language=<b>', 'accept-language': '??' }), /lang="en"/)
  const body = new URLSearchParams({ email: 'a@b.test', password: 'x' })
  const sent = { method: 'POST', body, headers: { 'accept-language': 'de' } }
  const refused = await (await fetch(`${shop.url}/sign-in/password`, sent)).text()
  assert.match(refused, /E-Mail-Adresse oder Passwort ist falsch/)
})

test("nothing that changes something does so at another site's wish", async () => {
  await using shop = await world()
  const { cookie } = await browser(shop)
  const link = await newLink(shop)
  const writes = [
    ...routes.filter(one => one.method !== 'GET').map(one => [one.method, one.path.replaceAll(/:\w+/g, 'x')]),
    ...[
      '/sign-in',
      '/sign-out',
      '/sign-out/everywhere',
      '/sign-in/password',
      '/security/password',
      '/security/password/remove',
      '/sign-in/code',
      '/sign-in/passkey',
      '/security/passkeys',
      '/security/passkeys/remove',
      '/security/second-factor',
      '/security/second-factor/confirm',
      '/security/second-factor/remove',
      '/connect/shopify',
    ].map(path => ['POST', path]),
  ]
  assert.ok(writes.length > 10)
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    // Another port or name of the same site is still not this one.
    { 'sec-fetch-site': 'same-site', origin: shop.url },
    { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
  ]
  for (const [method = '', path = ''] of writes)
    for (const headers of foreign) {
      const body = path === '/sign-in' ? new URLSearchParams({ token: link.token }) : '{}'
      const send = { method, headers: { ...headers, cookie }, body: method === 'DELETE' ? null : body }
      const { status } = await fetch(`${shop.url}${path}`, { ...send, redirect: 'manual' })
      assert.equal(status, 403, `${method} ${path} ${JSON.stringify(headers)}`)
    }
  for (const headers of [{}, { origin: shop.url }, { 'sec-fetch-site': 'same-origin', origin: shop.url }]) {
    const { status } = await fetch(`${shop.url}/v1/api-keys`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: '{"name":"k","scopes":["cases:read"]}',
    })
    assert.equal(status, 201, JSON.stringify(headers))
  }
  assert.equal((await enter(shop, { token: link.token })).status, 303)
})

test('A32: behind https the cookie belongs to this host alone and goes nowhere in the clear', async () => {
  await using shop = await world({ publicUrl: 'https://desk.example' })
  const entered = await enter(
    shop,
    { token: (await newLink(shop)).token },
    { origin: 'https://desk.example' },
  )
  const set = entered.headers.get('set-cookie') ?? ''
  // A browser takes a cookie of this name only with Secure, Path=/ and no Domain.
  assert.match(set, /^__Host-storewright=[\w-]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
  const cookie = set.split(';')[0] ?? ''
  assert.equal((await fetch(`${shop.url}/v1/account`, { headers: { cookie } })).status, 200)
  const plain = cookie.replace('__Host-', '')
  assert.equal((await fetch(`${shop.url}/v1/account`, { headers: { cookie: plain } })).status, 401)
  const sent = { method: 'POST', redirect: 'manual', headers: { cookie, origin: shop.url } } as const
  assert.equal((await fetch(`${shop.url}/sign-out`, sent)).status, 403)
})

test('A32: signing out everywhere ends every session of the member, and is on record', async () => {
  await using shop = await world()
  const [here, there] = [await browser(shop), await browser(shop)]
  assert.match((await here.send('GET', '/security')).text, /2 browsers are signed in as you/)
  assert.equal((await fetch(`${shop.url}/sign-out/everywhere`, { method: 'POST' })).status, 401)
  assert.equal((await here.send('POST', '/sign-out/everywhere')).status, 303)
  for (const { send } of [here, there]) assert.equal((await send('GET', '/v1/account')).status, 401)
  const again = await browser(shop)
  assert.match((await again.send('GET', '/v1/audit')).text, /"sessions.ended"/)
})
