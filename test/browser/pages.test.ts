import assert from 'node:assert/strict'
import test from 'node:test'
import { makeSignInLink, signInUrl } from '#spine/tenancy/sign-in-links.ts'
import { world, type World } from '../world.ts'
import { flaws, looks, openPage, picture } from './look.ts'
import { openBrowser } from './open-browser.ts'

const newLink = (shop: World) => makeSignInLink(shop.db, shop.owner.tenantId, shop.owner.id)

test('a page that is unfit for some is noticed, and so is one that is too wide', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const { page, wrong } = await openPage(browser, 'data:', looks[2])
  const body =
    '<main><h1 style="color:#ccc;background:#fff">Pale</h1><input><p style="width:900px">Wide</p></main>'
  await page.setContent(
    `<html lang="en"><title>T</title><body>${body}<img src="http://127.0.0.1:1/x.png" alt=""></body></html>`,
  )
  const found = (await flaws(page)).join(' ')
  for (const what of ['color-contrast', 'label', 'wider than its window'])
    assert.ok(found.includes(what), what)
  assert.deepEqual(wrong, [
    'asked http://127.0.0.1:1/x.png',
    'net::ERR_UNSAFE_PORT for http://127.0.0.1:1/x.png',
  ])
})

test('every page is fit for everybody: light and dark, on a desk and on a phone', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await world()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await page.goto(`${shop.url}/`)
    await see('home')
    await page.goto(`${shop.url}/docs`)
    await picture(page, `docs-${look.name}`)
    // Some of them, for the tenth table is no other than the third.
    for (const path of ['/v1/actions/{tool}/preview', '/v1/events', '/v1/connections/oauth'])
      await page.getByText(path, { exact: true }).first().click()
    await page.locator('#connections').scrollIntoViewIfNeeded()
    if (look.name === 'phone') await picture(page, 'docs-unfolded-phone')
    else await see('docs-unfolded')
    await page.goto(`${shop.url}/sign-in`)
    await see('sign-in-without')
    await page.goto(signInUrl(shop.url, { ...(await newLink(shop)), token: 'spent' }))
    // The page was open already, and takes the link up all the same.
    assert.equal(await page.getByRole('button').count(), 1)
    await page.getByRole('button', { name: 'Sign in to Storewright' }).click()
    await see('sign-in-refused')
    await page.goto(signInUrl(shop.url, await newLink(shop), '/connect/shopify'))
    await see('sign-in')
    await page.getByRole('button', { name: 'Sign in to Storewright' }).click()
    await page.waitForURL(`${shop.url}/connect/shopify`)
    await page.getByText('What each is for').click()
    await see('connect')
    await page.getByLabel('Account').fill('evil.example')
    await page.getByLabel('Client id').fill('an-id')
    await page.getByLabel('Client secret').fill('a-long-secret')
    await page.getByRole('button').click()
    await see('connect-refused')
    await page.goto(`${shop.url}/`)
    await see('home-signed-in')
    await page.goto(`${shop.url}/security`)
    await see('security')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})

test('the button signs in by what stands behind the #, which no request carries', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await world()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  const link = await newLink(shop)
  await page.goto(signInUrl(shop.url, link))
  assert.equal(await page.getByRole('textbox').count(), 0)
  // Nor does it stay where a screenshot or a neighbour could see it.
  assert.equal(page.url(), `${shop.url}/sign-in`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${shop.url}/`)
  assert.match(await page.locator('main').innerText(), /signed in as/)
  assert.ok(asked.length >= 3 && asked.every(url => !url.includes(link.token)))
  await page.getByRole('button', { name: 'Sign out' }).click()
  assert.match(await page.locator('main').innerText(), /not signed in/)
  assert.deepEqual(wrong, [])
})

test('without scripts the link is pasted, and works as well', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await world()
  const context = await browser.newContext({ javaScriptEnabled: false })
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  const link = signInUrl(shop.url, await newLink(shop))
  await page.goto(link)
  await page.getByText('Sign in by a link').click()
  await page.getByLabel('Paste your sign-in link').fill(link)
  await page.getByRole('button', { name: 'Sign in to Storewright' }).click()
  assert.equal(page.url(), `${shop.url}/`)
})

test('A32: a merchant connects a shop in the browser, and another site cannot do it for them', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await world()
  shop.shopify.tokens.redirects.add(`${shop.url}/connect/shopify/callback`)
  const { page } = await openPage(browser, shop.url, looks[0])
  await page.goto(signInUrl(shop.url, await newLink(shop), '/connect/shopify'))
  await page.getByRole('button').click()
  await page.getByLabel('Account').fill(shop.shopify.domain)
  await page.getByLabel('Client id').fill(shop.shopify.clientId)
  await page.getByLabel('Client secret').fill(shop.shopify.clientSecret)
  await page.getByRole('button').click()
  await picture(page, 'connect-onward')
  assert.deepEqual(await flaws(page), [])
  await page.getByRole('link', { name: 'Go to Shopify' }).click()
  await page.getByRole('button', { name: 'Install app' }).click()
  await page.waitForURL(`${shop.url}/connect/shopify/callback**`)
  assert.match(await page.locator('h1').innerText(), /Sandbox shop is connected/)
  await picture(page, 'connect-done')
  assert.deepEqual(await flaws(page), [])
  // Another origin's page posts with this browser's cookie: it is told apart by what the browser says of it.
  const before = await keys(shop)
  await page.goto(`${shop.shopify.url}/`)
  await page.evaluate(`fetch('${shop.url}/v1/api-keys', { method: 'POST', mode: 'no-cors', credentials: 'include',
    body: '{"name":"k","scopes":["cases:read"]}' }).catch(() => undefined)`)
  assert.deepEqual(await keys(shop), before)
})

const keys = (shop: World) =>
  shop.db.tenant(shop.owner.tenantId, tx => tx.query('select id from api_keys order by id'))
