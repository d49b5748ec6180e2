import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('the bell tells what is new while the page stands, and is told what to leave out', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  for (const [at, look] of looks.entries()) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `notifications-${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page, '/notifications')
    await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
    if (at === 0) await page.getByRole('heading', { name: 'Nothing was told yet' }).waitFor()
    // It comes while the page stands, by the stream.
    shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
    await page.getByRole('link', { name: 'Notifications, 1 unread' }).waitFor()
    await page.getByRole('link', { name: 'A backorder case was opened' }).first().waitFor()
    await see('list')
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
    await page.getByText('Unread', { exact: true }).click()
    await page.getByRole('heading', { name: 'All is read' }).waitFor()
    await page.getByText('What you are told', { exact: true }).click()
    const choice = page.getByRole('switch', { name: 'A ticket was opened: Here in the app' })
    const wanted = await choice.isChecked()
    await choice.click()
    await see('choices')
    await page.reload()
    await choice.waitFor()
    assert.equal(await choice.isChecked(), !wanted)
    await choice.click()
    await page.getByText('All', { exact: true }).click()
    await page.getByRole('link', { name: 'A backorder case was opened' }).first().click()
    await page.waitForURL(/\/backorders\/case_/)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
