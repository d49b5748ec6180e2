import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('what is held of people is read, how long it is kept is changed, and the system shows how it fares', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  for (const [at, look] of looks.entries()) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    await enter(shop, page, '/settings')
    await page.getByRole('link', { name: 'Data and privacy' }).click()
    await page.getByText('Nobody asked for anything yet.').waitFor()
    await page.getByText('backorder_cases', { exact: true }).waitFor()
    await page.getByLabel('Events as such').fill(String(40 + at))
    await picture(page, `privacy-${look.name}`)
    assert.deepEqual(await flaws(page), [], look.name)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'detached' })
    const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ days: string }>(
        "select settings->>'eventDays' as days from settings where solution = 'privacy'",
      ),
    )
    assert.equal(row?.days, String(40 + at))
    await page.goto(`${shop.url}/settings`)
    await page.getByRole('link', { name: 'System' }).click()
    await page.getByText(/answers within/).waitFor()
    await page.getByText(/^00\d\d-/).waitFor()
    await picture(page, `system-${look.name}`)
    assert.deepEqual(await flaws(page), [], `system, ${look.name}`)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
