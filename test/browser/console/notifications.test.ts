import assert from 'node:assert/strict'
import test from 'node:test'
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
