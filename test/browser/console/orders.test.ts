import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('an order is found by its number, by words and by mail, and read with all that came about around it', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { orders } = shop.shopify.shop
  orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }] })
  const order = orders.place({
    lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }],
    email: 'asha@mugs.test',
    customerName: 'Asha Rao',
  })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  await shop.until('both orders are kept', async () => {
    const { total } = await shop.act('orders.find_orders', {})
    return total === 2
  })
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page, '/orders')
    await page.getByRole('link', { name: '#1001' }).waitFor()
    await see('orders')
    await page.keyboard.press('/')
    await page.keyboard.type('asha@mugs.test')
    await page.waitForURL(/search=asha/)
    await page.getByRole('link', { name: '#1001' }).waitFor({ state: 'detached' })
    await page.getByRole('searchbox').fill('status:cancelled')
    await page.getByText('Nothing matches these filters').waitFor()
    await see('orders-none')
    await page.getByRole('searchbox').fill(order.name)
    await page.getByRole('link', { name: order.name }).click()
    await page.getByRole('heading', { name: `Order ${order.name}` }).waitFor()
    await see('order')
    await page.getByRole('link', { name: 'Asha Rao' }).click()
    await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()
    await page.getByRole('link', { name: order.name }).waitFor()
    await see('customer')
    await page.goto(`${shop.url}/customers`)
    await page.getByRole('link', { name: 'Asha Rao' }).waitFor()
    await see('customers')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
