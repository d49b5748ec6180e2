import assert from 'node:assert/strict'
import test from 'node:test'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('an order is found in one box, read as a whole and acted upon, and so is its customer', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ stock: { MUG: { Main: 5 }, CUP: { Main: 50 } } })
  const place = (email: string, customerName: string, tags: string[], sku: string) =>
    shop.shopify.shop.orders.place({
      lines: [{ sku, quantity: 8, location: 'Main' }],
      email,
      customerName,
      tags,
    })
  const grace = place('grace@orders.test', 'Grace Hopper', ['VIP'], 'MUG')
  const ada = place('ada@orders.test', 'Ada Lovelace', [], 'CUP')
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const see = seeing(page)
  await enter(shop, page, '/orders')
  await page.getByRole('link', { name: ada.name }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('status:open tag:vip ')
  await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
  await page.waitForURL(url => /q=status:open\+tag:vip/.test(decodeURIComponent(url.search)))
  await page.getByText('Fulfilled', { exact: true }).click()
  await page.getByRole('heading', { name: 'Nothing matches these filters' }).waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('searchbox').fill(grace.name)
  await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name').fill('Grace')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByText('The view is saved.').waitFor()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('link', { name: ada.name }).waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'Remove Grace' }).waitFor()
  await see('orders-views')
  await page.getByRole('button', { name: 'Grace', exact: true }).click()
  await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: grace.name }).click()
  await page.getByText('Order placed').waitFor()
  await page.getByRole('link', { name: 'Backorder case opened' }).first().waitFor()
  await page.getByText('8 of 8 left').waitFor()
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await see('orders-actions')
  await page.getByRole('button', { name: 'Refund order' }).click()
  await page.getByRole('dialog', { name: 'Refund order' }).waitFor()
  await page.getByLabel('Amount').fill('12.50')
  await see('orders-refund')
  await page.getByRole('button', { name: 'Show what it would do' }).click()
  await page.getByRole('cell', { name: '€12.50' }).waitFor()
  await see('orders-refund-preview')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('link', { name: 'Grace Hopper' }).click()
  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
  await page.getByRole('link', { name: grace.name }).waitFor()
  assert.deepEqual(wrong, [])
})
