import assert from 'node:assert/strict'
import test from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { addMember } from '#spine/tenancy/members.ts'
import { makeSignInLink } from '#spine/tenancy/sign-in-links.ts'
import { browser as signIn } from '../../signed-in.ts'
import type { World } from '../../world.ts'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, openAs, seeing } from './rig.ts'

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
  const see = seeing(page)
  await enter(shop, page)
  const begun = Date.now()
  await page.getByRole('heading', { name: 'Set up Storewright' }).waitFor()
  await see('setup-home')
  await press('Go on')
  await page.getByText('0 of 5 done').waitFor()
  await tryInVain(page)
  await see('setup-wrong')
  await page.goto(`${shop.url}/setup`)
  await press('Use the simulated Shopify')
  await press('Use the simulated Gorgias')
  await page.getByLabel('Ticket in the helpdesk').waitFor()
  await see('setup-settings')
  await press('Save and go on')
  await press('Place a sample order of 8 mugs')
  await page.getByRole('link', { name: 'Look at the case' }).waitFor()
  const seconds = (Date.now() - begun) / 1000
  assert.equal(shop.gorgias.tickets.length, 1)
  await see('setup-told')
  t.diagnostic(`to the first ticket: ${clicks()} clicks, ${seconds.toFixed(1)} s`)
  assert.ok(clicks() < 25, 'too many clicks for a newcomer')
  // It is resumed where it was left, by whoever comes back to it.
  await page.goto(`${shop.url}/setup`)
  await page.getByText('4 of 5 done').waitFor()
  await page.getByText(/would get a ticket now/).waitFor()
  await press('Go live')
  await page.getByText('5 of 5 done').waitFor()
  await see('setup-live')
  assert.deepEqual(wrong, [])
})

test('sample data comes with one click and goes with one', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ isEmpty: true })
  await t.test('who lacks a right reads why a place is closed or empty, and who can give it', () =>
    lookAsViewer(browser, shop),
  )
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  await enter(shop, page, '/orders')
  await page.getByRole('button', { name: 'Look around with sample data' }).click()
  await page.getByText('You are looking at sample data', { exact: false }).waitFor()
  await page.getByRole('link', { name: /^#10/ }).first().waitFor({ timeout: 120_000 })
  await seeing(page)('sample')
  // What is still coming in is waited for, so that what went can be counted.
  await shop.until('all sample orders are here', async () => {
    const rows = await shop.db.tenant(shop.owner.tenantId, tx => tx.query('select 1 as one from shop_orders'))
    return rows.length === 42
  })
  await page.getByRole('button', { name: 'Take it out' }).click()
  await page.getByText(/^The sample data is gone: 42 orders, \d+ customers.*, and everything/).waitFor()
  await page.getByRole('button', { name: 'Look around with sample data' }).waitFor()
  assert.deepEqual(wrong, [])
})

/** With credentials of nobody: the fields that are wrong are marked, and nothing is saved. */
async function tryInVain(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Shopify', exact: true }).click()
  await page.getByText('With a token', { exact: true }).click()
  await page.getByLabel(/^Shop/).fill('nobody.example')
  await page.getByLabel(/^Access token/).fill('shpat_of_nobody')
  await page.getByLabel(/^Client secret/).fill('a-long-secret')
  await page.getByRole('button', { name: 'Try and connect' }).click()
  await page.getByText('Look at the fields that are marked.').waitFor()
}

async function lookAsViewer(browser: Browser, shop: World): Promise<void> {
  const { tenantId } = shop.owner
  const vera = { email: 'vera@mugs.test', name: 'Vera', role: 'viewer' } as const
  const { id } = await shop.db.tenant(tenantId, tx => addMember(tx, shop.owner, vera))
  const { cookie } = await signIn(shop, { ...(await makeSignInLink(shop.db, tenantId, id)), next: '/' })
  const { page, wrong, context } = await openAs(browser, shop, cookie)
  const see = seeing(page)
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  await page.goto(`${shop.url}/connections`)
  await page.getByRole('heading', { name: 'Nothing is connected yet' }).waitFor()
  await page.getByText('owner@mugs.test can give you access.').waitFor()
  assert.equal(await link('Connect a platform').count(), 0)
  await see('viewer-empty')
  await page.goto(`${shop.url}/orders`)
  await page.getByRole('heading', { name: 'No order is known yet' }).waitFor()
  await link('Ask by mail').waitFor()
  assert.equal(
    await page
      .locator('main')
      .getByRole('button', { name: /sample data|Read/ })
      .count(),
    0,
  )
  // It is not in the menu, and its address says why.
  assert.equal(await link('Activity').count(), 0)
  await page.goto(`${shop.url}/activity`)
  await page.getByRole('heading', { name: 'You may not see this' }).waitFor()
  const mail = new URL((await link('Ask by mail').getAttribute('href')) ?? '')
  assert.equal(mail.protocol + mail.pathname, 'mailto:owner@mugs.test')
  assert.match(mail.searchParams.get('body') ?? '', new RegExp(`${shop.url}/activity`))
  await see('viewer-forbidden')
  assert.deepEqual(wrong, [])
  await context.close()
}
