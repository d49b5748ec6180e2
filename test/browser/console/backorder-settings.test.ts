import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('settings are changed with the ticket in view, kept from being lost, and saved together', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { orders } = shop.shopify.shop
  orders.place({ lines: [{ sku: 'MUG', quantity: 3, location: 'Main' }] })
  const order = orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page, '/backorders/settings')
    await page.getByRole('heading', { name: 'Who is told' }).waitFor()
    await see('backorder-settings')
    await page.getByRole('combobox', { name: 'Preview with' }).click()
    await page.getByRole('option', { name: order.name }).click()
    const ticket = page.getByRole('region', { name: 'The ticket' })
    await ticket
      .getByText(/6 of 8 MUG are waiting for stock/)
      .first()
      .waitFor()
    await page.getByLabel('Subject').fill('{{ order.nam }}')
    await page.getByText('undefined variable: order.nam').waitFor()
    await see('backorder-template')
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    await page.getByText('from orders of the last 30 days').waitFor()
    await page.getByRole('link', { name: 'Backorders' }).last().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click()
    await page.getByLabel('Subject').fill(`Short on ${look.name}: {{ order.name }}`)
    await ticket.getByText(`Short on ${look.name}: ${order.name}`, { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'hidden' })
    const { settings } = await shop.act('backorders.get_settings', {})
    assert.equal(Reflect.get(Object(settings), 'subjectTemplate'), `Short on ${look.name}: {{ order.name }}`)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})

test('a case shows what is here, who is served before, and where it falls short', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { orders } = shop.shopify.shop
  orders.place({ lines: [{ sku: 'MUG', quantity: 3, location: 'Main' }] })
  const order = orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    await enter(shop, page, '/backorders')
    await page.getByRole('link', { name: order.name }).click()
    const drawn = page.getByRole('img', {
      name: 'MUG at Main: 5 here, 3 promised to orders before this one, 8 wanted, 6 missing.',
    })
    await drawn.waitFor()
    await page.getByText('Served before: #1001 (3)').waitFor()
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Refund what is missing' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Show what it would do' }).click()
    await page.getByRole('dialog').getByRole('columnheader', { name: 'After' }).waitFor()
    await picture(page, `case-refund-${look.name}`)
    assert.deepEqual(await flaws(page), [], `refund, ${look.name}`)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await picture(page, `case-drawn-${look.name}`)
    assert.deepEqual(await flaws(page), [], look.name)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
