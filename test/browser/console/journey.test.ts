import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('a case is found in the list and read: light and dark, on a desk and on a phone', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `console-${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await see('home')
    await leadTo(page, 'Backorders')
    await page.getByRole('link', { name: order.name }).waitFor()
    await see('cases')
    await page.getByRole('link', { name: order.name }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await see('case')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})

async function leadTo(page: Page, name: string): Promise<void> {
  const burger = page.getByRole('button', { name: 'Menu' })
  if (await burger.isVisible()) await burger.click()
  await page.getByRole('navigation').getByRole('link', { name }).click()
}
