import type { Page } from 'playwright-core'
import type { World } from '../../test/world.ts'

const firstRow = (page: Page) => page.getByRole('link', { name: /^#\d/ }).first()

/** How long the list takes until its rows stand and a key moves among them: the page loaded anew, and led to by the menu. */
export async function listInteractive(page: Page, url: string, times: number) {
  const [loaded, led]: [number[], number[]] = [[], []]
  const untilMoved = async (begun: number) => {
    await firstRow(page).waitFor()
    await page.keyboard.press('j')
    await page.locator('[role=row][data-here]').waitFor()
    return performance.now() - begun
  }
  for (let time = 0; time <= times; time += 1) {
    const begun = performance.now()
    await page.goto(`${url}/backorders`)
    const first = await untilMoved(begun)
    await page.goto(`${url}/activity`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const link = page.getByRole('navigation').getByRole('link', { name: 'Backorders' })
    await link.waitFor()
    const pressed = performance.now()
    await link.click()
    const second = await untilMoved(pressed)
    if (time === 0) continue
    loaded.push(first)
    led.push(second)
  }
  return { loaded, led }
}

/** How long a search takes, from its last key to its row; a fifth of a second of it is the pause that the box waits for. */
export async function searchSeen(page: Page, url: string, times: number): Promise<number[]> {
  const took: number[] = []
  await page.goto(`${url}/backorders`)
  await firstRow(page).waitFor()
  for (let time = 0; time <= times; time += 1) {
    const name = `#${10_100 + time * 7}`
    const begun = performance.now()
    await page.getByRole('searchbox').fill(name)
    await page.locator('[role=row][data-index="1"]').waitFor({ state: 'detached' })
    await page.getByRole('link', { name, exact: true }).waitFor()
    if (time > 0) took.push(performance.now() - begun)
  }
  await page.getByRole('searchbox').fill('')
  return took
}

/** How long until a change of a case shows in a list of which many pages were read, and what is asked of the server for it. */
export async function changeSeen(page: Page, shop: World): Promise<{ ms: number; requests: number }> {
  let requests = 0
  page.on('request', request => {
    if (request.url().endsWith('list_cases')) requests += 1
  })
  const rows = page.locator('[role=row][data-index] a')
  const name = (await rows.nth(3).textContent()) ?? ''
  const begun = performance.now()
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(`update backorder_cases set subject = 'Changed just now' where order_name = $1`, [name]),
  )
  await page.getByText('Changed just now').waitFor({ timeout: 300_000 })
  return { ms: performance.now() - begun, requests }
}
