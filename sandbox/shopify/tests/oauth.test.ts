import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import type { ShopifySandbox } from '../server.ts'
import { ask, openShop } from './bench.ts'

interface Pair {
  readonly access_token: string
  readonly refresh_token?: string
  readonly error?: string
}

async function token(sandbox: ShopifySandbox, more: Record<string, string>): Promise<Pair> {
  const answer = await fetch(`${sandbox.url}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret, ...more }),
  })
  const pair: unknown = await answer.json()
  assert.ok(isPair(pair))
  return pair
}

const isPair = (value: unknown): value is Pair => typeof value === 'object' && value !== null

const usual = {
  client_id: 'sandbox-client',
  redirect_uri: 'https://app.example/back',
  scope: 'read_orders,read_inventory',
  state: 'a b&c',
}

const leave = (sandbox: ShopifySandbox, method: string, more: Record<string, string> = {}) =>
  fetch(`${sandbox.url}/admin/oauth/authorize?${new URLSearchParams({ ...usual, ...more })}`, {
    method,
    redirect: 'manual',
  })

async function authorize(sandbox: ShopifySandbox): Promise<URLSearchParams> {
  sandbox.tokens.redirects.add(usual.redirect_uri)
  const asked = await leave(sandbox, 'GET')
  assert.equal(asked.status, 200)
  assert.match(await asked.text(), /read_inventory.*Install app/s)
  const answer = await leave(sandbox, 'POST')
  assert.equal(answer.status, 302)
  return new URL(answer.headers.get('location') ?? '').searchParams
}

test('whoever asks with another app, address or no scope is led nowhere', async t => {
  const sandbox = await openShop(t)
  sandbox.tokens.redirects.add(usual.redirect_uri)
  const wrong = [
    { client_id: 'another' },
    { scope: '' },
    { scope: 'everything' },
    { redirect_uri: 'https://app.example/' },
    { redirect_uri: 'https://app.example/back/' },
    { redirect_uri: 'https://app.example/back?more=1' },
    { redirect_uri: 'https://evil.example/back' },
  ]
  for (const more of wrong)
    for (const method of ['GET', 'POST'])
      assert.equal((await leave(sandbox, method, more)).status, 400, JSON.stringify(more))
})

test('what was granted is all that the app may do', async t => {
  const sandbox = await openShop(t)
  const code = (await authorize(sandbox)).get('code') ?? ''
  const { access_token } = await token(sandbox, { code, expiring: '1' })
  const asked = await ask(
    sandbox,
    '{ customer(id: "gid://shopify/Customer/1") { id } }',
    {},
    { token: access_token },
  )
  assert.match(JSON.stringify(asked), /ACCESS_DENIED/)
})

test('the browser comes back with a code whose query is signed', async t => {
  const sandbox = await openShop(t)
  const back = await authorize(sandbox)
  const signed = [...back]
    .filter(([name]) => name !== 'hmac')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  assert.equal(back.get('hmac'), createHmac('sha256', sandbox.clientSecret).update(signed).digest('hex'))
  assert.equal(back.get('state'), 'a b&c')
  assert.equal(back.get('shop'), sandbox.domain)
})

test('a code works once; a refresh token works until its successor was used', async t => {
  const sandbox = await openShop(t)
  const code = (await authorize(sandbox)).get('code') ?? ''
  const first = await token(sandbox, { code, expiring: '1' })
  assert.equal((await token(sandbox, { code, expiring: '1' })).error, 'invalid_request')
  const status = async (access: string) =>
    (await ask(sandbox, '{ shop { name } }', {}, { token: access })).status
  assert.equal(await status(first.access_token), 200)
  sandbox.tokens.expireAll()
  assert.equal(await status(first.access_token), 401)
  const renew = (refresh: string | undefined) =>
    token(sandbox, { grant_type: 'refresh_token', refresh_token: refresh ?? '' })
  // The answer was lost: the same refresh token still gives a pair.
  await renew(first.refresh_token)
  const second = await renew(first.refresh_token)
  assert.equal(await status(second.access_token), 200)
  await renew(second.refresh_token)
  assert.equal((await renew(first.refresh_token)).error, 'invalid_grant')
})

test('who does not ask for an expiring token gets nothing to renew', async t => {
  const sandbox = await openShop(t)
  const code = (await authorize(sandbox)).get('code') ?? ''
  assert.equal((await token(sandbox, { code })).refresh_token, undefined)
})
