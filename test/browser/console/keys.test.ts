import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, seeing } from './rig.ts'
import { goBy } from './walking.ts'

test('by the keyboard alone: to the list, down the rows, into a case, and to whatever has a name', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ stock: { MUG: { Main: 0 }, CUP: { Main: 0 } } })
  const place = (sku: string) =>
    shop.shopify.shop.orders.place({ lines: [{ sku, quantity: 2, location: 'Main' }] })
  const [first, second] = [place('MUG'), place('CUP')]
  await shop.until('both have tickets', () => shop.gorgias.tickets.length === 2)
  await shop.settle()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const see = seeing(page)
  await enter(shop, page)
  await page.getByText('orders are short of stock').waitFor()
  await goBy(page, 'gb', '**/backorders')
  for (const { name } of [first, second]) await page.getByRole('link', { name }).waitFor()
  // The two came at once: which case was made first is not ours to say.
  const [, lower = ''] = await page.getByRole('link', { name: /^#/ }).allInnerTexts()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await page.getByText('2 selected').waitFor()
  await see('bulk')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: new RegExp(`^${lower}:`) }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await see('keys')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go somewhere, do something, find #1042…').fill('judge')
  await see('palette')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('Order').fill(first.name)
  await see('action')
  await page.keyboard.press('Enter')
  await page.getByText('Judge order: Done').waitFor()
  // Who writes is not led astray by what the letters would do elsewhere.
  assert.match(page.url(), /\/backorders\/case_/)
  await t.test('dark in one browser is dark in the next', async () => {
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menuitemradio').first().waitFor({ state: 'detached' })
    const next = await openPage(browser, shop.url, looks[0])
    await enter(shop, next.page)
    await next.page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    assert.deepEqual(next.wrong, [])
    await next.context.close()
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('menuitemradio', { name: 'As the system' }).click()
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menuitemradio').first().waitFor({ state: 'detached' })
  })
  await t.test('German in one browser is German in the next', async () => {
    await speakGerman(page)
    const next = await openPage(browser, shop.url, looks[0])
    await enter(shop, next.page, '/backorders')
    await next.page.getByRole('heading', { name: 'Rückstände' }).waitFor()
    assert.deepEqual(next.wrong, [])
    await next.context.close()
  })
  assert.deepEqual(wrong, [])
})

async function speakGerman(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).waitFor()
  await seeing(page)('you')
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Rückstände' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Rückstände' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'de')
}
