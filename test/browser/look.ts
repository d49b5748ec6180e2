import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** Ways to look at a page: both colour schemes, and a phone. */
export const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const

/** A page with all that went wrong on it: errors of the console, scripts and policies, and requests to anywhere but `home`. */
export async function openPage(
  browser: Browser,
  home: string,
  look: (typeof looks)[number],
): Promise<{ page: Page; context: BrowserContext; wrong: string[] }> {
  const { colorScheme, viewport } = look
  const context = await browser.newContext({
    colorScheme,
    viewport,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('console', message => {
    // The browser notes each answer of 4xx; which ones are meant is the test's business.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) wrong.push(message.text())
  })
  page.on('pageerror', error => wrong.push(error.message))
  page.on('request', request => {
    if (!request.url().startsWith(home)) wrong.push(`asked ${request.url()}`)
  })
  return { page, context, wrong }
}

/** What the page does to people who cannot use it as others do, and whether it is wider than its window. */
export async function flaws(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found: unknown =
    await page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))`)
  const isWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
  return [
    ...(Array.isArray(found) ? found.map(String) : ['axe gave no answer']),
    ...(isWide ? ['wider than its window'] : []),
  ]
}

/** Keeps a picture where SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
