import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('the bell tells what is new while the page stands, and is told what to leave out', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  await enter(shop, page, '/notifications')
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  await page.getByRole('heading', { name: 'Nothing was told yet' }).waitFor()
  // It comes while the page stands, by the stream.
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await page.getByRole('link', { name: 'Notifications, 1 unread' }).waitFor()
  await page.getByRole('link', { name: 'A backorder case was opened' }).first().waitFor()
  await t.test('what the server refuses is drawn as it was, and said', () => readInVain(page))
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  await page.getByText('Unread', { exact: true }).click()
  await page.getByRole('heading', { name: 'All is read' }).waitFor()
  await page.getByText('What you are told', { exact: true }).click()
  const choice = page.getByRole('switch', { name: 'A ticket was opened: Here in the app' })
  const wanted = await choice.isChecked()
  await choice.click()
  await seeing(page)('notifications-choices')
  await page.reload()
  await choice.waitFor()
  assert.equal(await choice.isChecked(), !wanted)
  await page.getByText('All', { exact: true }).click()
  await page.getByRole('link', { name: 'A backorder case was opened' }).first().click()
  await page.waitForURL(/\/backorders\/case_/)
  assert.deepEqual(wrong, [])
})

/** The answer comes only when it was seen that nobody waited for it. */
async function readInVain(page: Page): Promise<void> {
  const seen = Promise.withResolvers<void>()
  await page.route('**/v1/notifications/read', async route => {
    await seen.promise
    await route.fulfill({
      status: 409,
      json: { code: 'conflict', title: 'x', status: 409, detail: 'Not now, please.', instance: 'req_1' },
    })
  })
  await page.getByRole('button', { name: 'Mark as read' }).first().click()
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  seen.resolve()
  await page.getByText('Not now, please.').waitFor()
  await page.getByRole('link', { name: 'Notifications, 1 unread' }).waitFor()
  await page.unroute('**/v1/notifications/read')
}
