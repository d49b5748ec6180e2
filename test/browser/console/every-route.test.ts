import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { flawsIn, looks, openPage, turnTo, type Look } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { openAs } from './rig.ts'
import { declaredRoutes, linkedAs, nameOf, parentOf } from './routes/declared.ts'
import { richWorld } from './routes/rich-world.ts'
import { stillness } from './routes/stillness.ts'

test('every screen is fit for everybody, light and dark, on a desk and on a phone, and all it asks for comes', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const routes = await declaredRoutes()
  assert.ok(routes.length > 25, `${routes.length} routes`)
  await using shop = await richWorld()
  const { page, wrong } = await openAs(browser, shop.shop, shop.cookie)
  const still = stillness(page)
  page.on('response', answer => {
    if (answer.status() >= 400) wrong.push(`${answer.status()} for ${answer.url()}`)
  })
  const found: string[] = []
  const links = new Map<string, string[]>()
  const visit = async (address: string, name: string, these: readonly [Look, ...Look[]]) => {
    // As a link in the page leads on: what the page holds already is not loaded anew.
    await page.evaluate(`history.pushState({}, '', '${address}')`)
    await still()
    if ((await page.locator('main h1:visible').count()) !== 1)
      found.push(`${name}: not one heading above all`)
    if (!links.has(address)) links.set(address, await linksOn(page))
    if (address !== nowhere && !(await page.getByRole('link', { name: 'Help with this screen' }).isVisible()))
      found.push(`${name}: no help`)
    found.push(...(await flawsIn(page, name, these)))
    for (const one of wrong.splice(0)) found.push(`${name}: ${one}`)
  }
  // Not turned from a desk to a phone where it stands: of a list with something open beside it, a phone shows one or the other.
  const [light, dark, phone] = looks
  for (const these of [[light, dark], [phone]] as const) {
    await turnTo(page, these[0])
    await page.goto(`${shop.shop.url}/`)
    for (const route of routes.toSorted((a, b) => Number(isOne(a)) - Number(isOne(b)))) {
      const address = isOne(route) ? linkedAs(route, links.get(parentOf(route)) ?? [], routes) : route
      await visit(address, nameOf(route), these)
    }
    await visit(nowhere, 'nowhere', these)
  }
  assert.ok(found.length === 0, found.join('\n').slice(0, 8000))
})

test('what a page asks for in vain is noticed: a part that is missing, and one from elsewhere', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const { page, wrong } = await openPage(browser, 'http://shop.test', looks[0])
  await page.route('**/*', route => {
    const isPage = route.request().resourceType() === 'document'
    const body = '<script src="/gone.js"></script><img src="http://127.0.0.1:1/x.png" alt="">'
    return isPage ? route.fulfill({ contentType: 'text/html', body }) : route.fulfill({ status: 404 })
  })
  await page.goto('http://shop.test/')
  assert.deepEqual(wrong.toSorted(), [
    '404 for http://127.0.0.1:1/x.png',
    '404 for http://shop.test/gone.js',
    'asked http://127.0.0.1:1/x.png',
  ])
})

const nowhere = '/nowhere'

/** Whether it is of one thing among many, whose address is found where they are listed. */
const isOne = (route: string): boolean => route.includes('$')

const linksOn = (page: Page): Promise<string[]> =>
  page.locator('main a[href]').evaluateAll(all => all.map(one => new URL(String(Object(one).href)).pathname))
