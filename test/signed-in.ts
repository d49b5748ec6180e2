import assert from 'node:assert/strict'
import { makeSignInLink } from '#spine/tenancy/sign-in-links.ts'
import type { World } from './world.ts'

/** A signed-in browser, by this link or a new one: its cookie, where it was led, and what it is answered. */
export async function browser(shop: World, link?: { token: string; next: string }) {
  const { token } = link ?? (await makeSignInLink(shop.db, shop.owner.tenantId, shop.owner.id))
  const entered = await fetch(`${shop.url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ token, next: link?.next ?? '/' }),
    redirect: 'manual',
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  assert.notEqual(cookie, '')
  const send = async (method: string, path: string, body?: string | URLSearchParams) => {
    const url = path.startsWith('http') ? path : `${shop.url}${path}`
    const answer = await fetch(url, {
      method,
      headers: { cookie },
      ...(body && { body }),
      redirect: 'manual',
    })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
  const begin = async (asked: unknown) => {
    const answer = await send('POST', '/v1/connections/oauth', JSON.stringify(asked))
    return {
      ...answer,
      url: answer.status === 201 ? String(Object(JSON.parse(answer.text)).authorize_url) : '',
    }
  }
  return { cookie, entered: entered.headers.get('location') ?? '', send, begin }
}

/** The merchant agrees at the platform, which leads back to this address. */
export async function agree(shop: World, authorizeUrl: string): Promise<URL> {
  shop.shopify.tokens.redirects.add(`${shop.url}/connect/shopify/callback`)
  const asked = await fetch(authorizeUrl)
  assert.match(await asked.text(), /Install app/)
  const answer = await fetch(authorizeUrl, { method: 'POST', redirect: 'manual' })
  assert.equal(answer.status, 302)
  const back = new URL(answer.headers.get('location') ?? '')
  assert.equal(back.origin + back.pathname, `${shop.url}/connect/shopify/callback`)
  return back
}
