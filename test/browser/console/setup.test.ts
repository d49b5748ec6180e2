import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

/** A newcomer's hand: counts what it clicks. */
function hand(page: Page) {
  let clicks = 0
  const press = async (name: string | RegExp) => {
    clicks += 1
    await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()
  }
  return { press, clicks: () => clicks }
}

test('a newcomer comes from an empty install to the first ticket', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ isEmpty: true })
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const { press, clicks } = hand(page)
  const see = async (name: string) => {
    await picture(page, `console-setup-${name}-light`)
    assert.deepEqual(await flaws(page), [], name)
  }
  await enter(shop, page)
  const begun = Date.now()
  await page.getByRole('heading', { name: 'Set up Storewright' }).waitFor()
  await see('home')
  await press('Go on')
  await page.getByText('0 of 5 done').waitFor()
  await see('begin')
  await press('Use the simulated Shopify')
  await press('Use the simulated Gorgias')
  await page.getByLabel('Ticket in the helpdesk').waitFor()
  await see('settings')
  await press('Save and go on')
  await press('Place a sample order of 8 mugs')
  await page.getByRole('link', { name: 'Look at the case' }).waitFor()
  const seconds = (Date.now() - begun) / 1000
  assert.equal(shop.gorgias.tickets.length, 1)
  await see('told')
  t.diagnostic(`to the first ticket: ${clicks()} clicks, ${seconds.toFixed(1)} s`)
  assert.ok(clicks() < 25, 'too many clicks for a newcomer')
  // It is resumed where it was left, by whoever comes back to it.
  await page.goto(`${shop.url}/setup`)
  await page.getByText('4 of 5 done').waitFor()
  await page.getByText(/would get a ticket now/).waitFor()
  await press('Go live')
  await page.getByText('5 of 5 done').waitFor()
  await see('live')
  assert.deepEqual(wrong, [])
})

test('the guide tells in plain words what went wrong, and looks well everywhere', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ isEmpty: true })
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    await enter(shop, page, '/setup')
    await page.getByRole('link', { name: 'Shopify', exact: true }).click()
    await page.getByText('With a token', { exact: true }).click()
    await page.getByLabel(/^Shop/).fill('nobody.example')
    await page.getByLabel(/^Access token/).fill('shpat_of_nobody')
    await page.getByLabel(/^Client secret/).fill('a-long-secret')
    await page.getByRole('button', { name: 'Try and connect' }).click()
    await page.getByText('Look at the fields that are marked.').waitFor()
    await picture(page, `console-connect-wrong-${look.name}`)
    assert.deepEqual(await flaws(page), [], `wrong, ${look.name}`)
    await page.goto(`${shop.url}/setup?step=shop`)
    await page.getByText('0 of 5 done').waitFor()
    await picture(page, `console-setup-${look.name}`)
    assert.deepEqual(await flaws(page), [], `guide, ${look.name}`)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
