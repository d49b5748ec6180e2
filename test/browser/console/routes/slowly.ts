import assert from 'node:assert/strict'
import type { Browser, Page, Route } from 'playwright-core'
import type { World } from '../../../world.ts'
import { picture } from '../../look.ts'
import { openAs } from '../rig.ts'
import { stillness } from './stillness.ts'

const screens = [
  '/backorders',
  '/orders',
  '/customers',
  '/approvals',
  '/connections',
  '/events',
  '/activity',
  '/settings/members',
  '/settings/privacy',
  '/settings/system',
]
const details = /^\/(backorders\/case_|orders\/|connections\/con)/

/** Looks at screens while the server takes its time. */
export async function loadSlowly(browser: Browser, shop: World, cookie: string): Promise<void> {
  const { page, wrong, context } = await openAs(browser, shop, cookie)
  const still = stillness(page)
  const answers = await holdBack(page)
  await page.goto(`${shop.url}/`)
  await still()
  await watchShifts(page)
  const look = async (address: string) => {
    answers.hold()
    await goOn(page, address)
    await seeBars(page, address)
    await picture(page, `slowly-${address.slice(1).replaceAll(/\W/g, '-').slice(0, 24)}`)
    await answers.letGo()
    await still()
    const { sum, says } = await shiftOf(page)
    assert.ok(sum <= 0.1, `${address} shifts by ${sum}:\n${says}`)
  }
  for (const address of screens) {
    await look(address)
    const links = await page
      .locator('main a[href]')
      .evaluateAll(all => all.map(one => String(one.getAttribute('href'))))
    const one = links.find(link => link.startsWith(`${address}/`) && details.test(link))
    if (one !== undefined) await look(one)
  }
  await keepWhatWas(page, shop, answers)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  assert.deepEqual(wrong, [])
  await context.close()
}

/** While others are read, and while the same is read anew, what was there stays. */
async function keepWhatWas(
  page: Page,
  shop: World,
  answers: Awaited<ReturnType<typeof holdBack>>,
): Promise<void> {
  const order = (name: string) => page.getByRole('link', { name, exact: true })
  const stays = async () => {
    assert.ok(await order('#1001').isVisible())
    assert.equal(await page.locator(`main ${bars}`).count(), 0)
  }
  await goOn(page, '/orders')
  await order('#1001').waitFor()
  answers.hold()
  await page.getByText('Fulfilled', { exact: true }).click()
  await page.locator('main [data-stale]').waitFor()
  await stays()
  await answers.letGo()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await order('#1001').waitFor()
  answers.hold()
  const next = shop.shopify.shop.orders.place({ lines: [{ sku: 'CUP', quantity: 1, location: 'Main' }] })
  await shop.until('the list is read anew', answers.isHolding)
  await stays()
  await answers.letGo()
  await order(next.name).waitFor()
}

/** Holds back what a page asks the server, until it is let go; the frame of the page gets its own at once. */
async function holdBack(page: Page) {
  let waiting: Route[] = []
  let isSlow = false
  const ofFrame = /\/v1\/(account|me|stream|presence|sample|stops|notifications)\b/
  await page.route('**/v1/**', async route => {
    if (isSlow && !ofFrame.test(route.request().url())) waiting.push(route)
    else await route.continue()
  })
  return {
    hold: () => void (isSlow = true),
    letGo: async () => {
      isSlow = false
      const held = waiting
      waiting = []
      await Promise.all(held.map(route => route.continue()))
    },
    isHolding: () => waiting.length > 0,
  }
}

const bars = '.mantine-Skeleton-root'

/** Notes in the page when grey bars come, and by how much what stands is moved by what comes later. */
async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(`
    window.moved = []
    new PerformanceObserver(list => {
      for (const { value, sources } of list.getEntries())
        moved.push([value, sources.map(({ node }) => node?.parentElement?.innerHTML.slice(0, 120)).join(' | ')])
    }).observe({ type: 'layout-shift' })
    new MutationObserver(() => {
      if (window.asked && !window.barsAt && document.querySelector('main ${bars}')) window.barsAt = performance.now()
    }).observe(document.body, { childList: true, subtree: true })`)
}

/** Goes there as a link in the page does. */
async function goOn(page: Page, address: string): Promise<void> {
  await page.evaluate(`
    window.barsAt = 0
    window.moved.length = 0
    window.asked = performance.now()
    history.pushState({}, '', '${address}')`)
}

/** Waits for the grey bars of what was asked for, and sees that they did not come at once. */
async function seeBars(page: Page, address: string): Promise<void> {
  await page.locator(`main ${bars}`).first().waitFor()
  const after = Number(await page.evaluate('window.barsAt - window.asked'))
  assert.ok(after >= 149, `${address}: grey bars flicker after ${after} ms`)
}

/** How far it shifted since somebody went there, as browsers count it; 0.1 is what people do not mind. */
async function shiftOf(page: Page): Promise<{ sum: number; says: string }> {
  const moved: unknown = await page.evaluate('window.moved')
  const each = Array.isArray(moved)
    ? moved.map(([value, says]) => ({ value: Number(value), says: String(says) }))
    : []
  return {
    sum: each.reduce((sum, { value }) => sum + value, 0),
    says: each.map(({ value, says }) => `${value.toFixed(3)} ${says}`).join('\n'),
  }
}
