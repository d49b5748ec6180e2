import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture, turnTo } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('the watch over backorders', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { orders } = shop.shopify.shop
  orders.place({ lines: [{ sku: 'MUG', quantity: 3, location: 'Main' }] })
  const order = orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const see = seeing(page)
  await enter(shop, page, '/backorders')
  t.afterEach(() => assert.deepEqual(wrong.splice(0), []))

  await t.test('a case shows what is here, who is served before, and where it falls short', async () => {
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
    await see('case-refund')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  await t.test(
    'also the closing of its ticket is shown before, and once more says that nothing changes',
    async () => {
      const dialog = page.getByRole('dialog', { name: 'Close ticket' })
      const showClosing = async () => {
        await page.getByRole('button', { name: 'Actions', exact: true }).click()
        await page.getByRole('menuitem', { name: 'Close the ticket' }).click()
        await dialog.getByRole('button', { name: 'Show what it would do' }).click()
      }
      await showClosing()
      await dialog.getByRole('row', { name: 'status open closed' }).waitFor()
      assert.equal(shop.gorgias.tickets[0]?.status, 'open')
      await see('case-close')
      await dialog.getByRole('button', { name: 'Do it' }).click()
      await page.getByText('Close ticket: Done').waitFor()
      assert.equal(shop.gorgias.tickets[0]?.status, 'closed')
      await showClosing()
      await dialog.getByText('No field of the platform changes.').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    },
  )

  await t.test('what another location has is sent from there, and the case is covered', async () => {
    shop.shopify.shop.addLocation('Cellar')
    shop.shopify.shop.addVariant({ sku: 'JUG', stock: { Main: 0, Cellar: 9 } })
    const elsewhere = orders.place({ lines: [{ sku: 'JUG', quantity: 2, location: 'Main' }] })
    await page.goto(`${shop.url}/backorders`)
    await page.getByRole('link', { name: elsewhere.name }).click()
    await page.getByText('2 could ship from Cellar instead.').waitFor()
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Send it from another location' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Show what it would do' }).click()
    await dialog.getByText('Cellar: 2 × JUG').waitFor()
    await see('case-move')
    await dialog.getByRole('button', { name: 'Do it' }).click()
    await page.getByText('Covered').first().waitFor()
    assert.equal(orders.find(elsewhere.id).work[0]?.location.name, 'Cellar')
  })

  await t.test('on a phone it is found by the menu, and read', async () => {
    await turnTo(page, looks[2])
    await page.goto(`${shop.url}/`)
    await page.getByRole('button', { name: 'Menu' }).click()
    await picture(page, 'menu-phone')
    assert.deepEqual(await flaws(page), [])
    await page.getByRole('navigation').getByRole('link', { name: 'Backorders' }).click()
    await page.getByRole('link', { name: order.name }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await turnTo(page, looks[0])
  })

  await t.test(
    'settings are changed with the ticket in view, kept from being lost, and saved together',
    async () => {
      await page.goto(`${shop.url}/backorders/settings`)
      await page.getByRole('heading', { name: 'Who is told' }).waitFor()
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
      await page.getByLabel('Subject').fill('Short: {{ order.name }}')
      await ticket.getByText(`Short: ${order.name}`, { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'hidden' })
      const { settings } = await shop.act('backorders.get_settings', {})
      assert.equal(Reflect.get(Object(settings), 'subjectTemplate'), 'Short: {{ order.name }}')
    },
  )
})
