import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('what was done is read with its difference, narrowed to one actor, and the audit is verified', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await shop.act('shopify.change_tags', { order: order.id, add: [`vip-${look.name}`] })
    await enter(shop, page, '/activity')
    await page.getByRole('heading', { name: 'Activity' }).waitFor()
    await page.getByRole('listitem').first().waitFor()
    await see('activity')
    const mine = page.getByRole('listitem').filter({ hasText: 'Undo' }).first()
    await mine.getByRole('button', { name: /^Show \d+ change/ }).click()
    await mine.getByRole('columnheader', { name: 'After' }).waitFor()
    await see('activity-difference')
    await mine.getByRole('button', { name: 'Undo' }).click()
    await shop.until('the tag is gone', () => !order.tags.includes(`vip-${look.name}`))
    await page.getByText('Solutions', { exact: true }).click()
    await page.waitForURL(/by=solution/)
    await see('activity-solutions')
    await page.getByRole('button', { name: 'Only what backorders did' }).first().click()
    await page.waitForURL(/actor=/)
    await page.getByRole('button', { name: 'Verify the audit' }).click()
    await page.getByText('It is whole').waitFor()
    await see('activity-verified')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
