import assert from 'node:assert/strict'
import test from 'node:test'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'
import { walker } from './walking.ts'

test('by the keyboard alone: from an empty install to the first ticket, and live', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ isEmpty: true })
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  await enter(shop, page)
  const { use, skip, press } = walker(page)
  const button = (name: string) => page.getByRole('button', { name })
  const link = (name: string) => page.getByRole('link', { name })
  await page.getByRole('heading', { name: 'Set up Storewright' }).waitFor()
  await skip()
  await use(link('Go on').or(button('Go on')))
  await use(button('Use the simulated Shopify'))
  await use(button('Use the simulated Gorgias'))
  await use(button('Save and go on'))
  await use(button('Place a sample order of 8 mugs'))
  await use(link('Look at the case'))
  await page.waitForURL(/\/backorders\/case_/)
  assert.equal(shop.gorgias.tickets.length, 1)
  await press('Control+k')
  await page.getByPlaceholder('Go somewhere, do something, find #1042…').waitFor()
  await page.keyboard.type('setup')
  await press('Enter')
  await use(button('Go live'))
  await page.getByText('5 of 5 done').waitFor()
  assert.deepEqual(wrong, [])
})
