import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { seeing } from './rig.ts'
import { typeIntoPalette } from './walking.ts'

/** Through the palette by the keyboard: from Grace's page to Ada's order, back, to the case of Grace's order, and back by what was open lately. */
export async function openByName(page: Page, ada: string, grace: string): Promise<void> {
  const release = await holdOrders(page)
  await typeIntoPalette(page, 'ada@orders')
  await release()
  await choose(page, /^#\d+/)
  await page.getByRole('heading', { name: ada }).waitFor()
  await typeIntoPalette(page, 'hopper')
  await choose(page, /^Grace Hopper/)
  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
  await typeIntoPalette(page, grace)
  await choose(page, /^#\d+: /)
  await page.getByRole('heading', { name: `${grace}: ` }).waitFor()
  await page.keyboard.press('Control+k')
  const lately = page.getByRole('button', { name: 'Grace Hopper' })
  await lately.waitFor()
  await seeing(page)('palette-lately')
  assert.doesNotMatch(String(await page.evaluate('JSON.stringify(localStorage)')), /Hopper|grace@/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
}

/** Down to the first row that reads so, and Enter, as one does who looks at what is chosen. */
async function choose(page: Page, reads: RegExp): Promise<void> {
  await page.locator('[data-action]').filter({ hasText: reads }).first().waitFor()
  const chosen = page.locator('[data-action][data-selected]')
  while (!reads.test(await chosen.innerText())) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

/** Orders answer last: what stands below them must not come before, and move when they do. */
async function holdOrders(page: Page): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>()
  const others = page.waitForResponse(/find_customers/)
  await page.route(/find_orders/, async route => {
    await held.promise
    await route.continue()
  })
  return async () => {
    await (await others).finished()
    // Two frames after the answer it would be drawn, were it drawn at once.
    await page.evaluate(
      'new Promise(drawn => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))',
    )
    assert.deepEqual(await page.locator('[data-action]').allInnerTexts(), [])
    held.resolve()
    await page.locator('[data-action]').first().waitFor()
    await page.unroute(/find_orders/)
  }
}
