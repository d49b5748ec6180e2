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

export type Look = (typeof looks)[number]

// What a page is made of. What else is answered with 4xx may be meant: a page of refusal, a question about what is gone.
const assets = new Set(['stylesheet', 'script', 'font', 'image', 'media', 'manifest'])

/**
 * A page with all that went wrong on it: errors of the console, scripts and policies, requests to anywhere but `home`, and parts
 * of the page that did not come.
 */
export async function openPage(
  browser: Browser,
  home: string,
  look: Look,
): Promise<{ page: Page; context: BrowserContext; wrong: string[] }> {
  const { colorScheme, viewport } = look
  const context = await browser.newContext({
    colorScheme,
    viewport,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  // A browser beside other tests on two cores is slow, not wrong.
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('console', message => {
    // The browser notes each answer of 4xx, of whatever kind; those of assets are counted below.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) wrong.push(message.text())
  })
  page.on('pageerror', error => wrong.push(error.message))
  page.on('request', request => {
    if (!request.url().startsWith(home)) wrong.push(`asked ${request.url()}`)
  })
  page.on('response', answer => {
    const isAsset = assets.has(answer.request().resourceType())
    if (isAsset && answer.status() >= 400) wrong.push(`${answer.status()} for ${answer.url()}`)
  })
  page.on('requestfailed', request => {
    // Whoever goes on to another page breaks off what is still coming.
    const why = request.failure()?.errorText ?? ''
    if (assets.has(request.resourceType()) && why !== 'net::ERR_ABORTED')
      wrong.push(`${why} for ${request.url()}`)
  })
  return { page, context, wrong }
}

/** What the page does to people who cannot use it as others do, and whether it is wider than its window. */
export async function flaws(page: Page): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe.source)
  const found: unknown =
    await page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary.split('\\n').slice(1).join(' '))))`)
  const isWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
  return [
    ...(Array.isArray(found) ? found.map(String) : ['axe gave no answer']),
    ...(isWide ? ['wider than its window'] : []),
  ]
}

/** Turns an open page to another look, as its device or its owner would. */
export async function turnTo(page: Page, { colorScheme, viewport }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize(viewport)
  // The page hears of it a moment later, and colours that are on their way to others are neither.
  await page.evaluate(`(async () => {
    for (let isMoving = true; isMoving; ) {
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      const moving = document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
      for (const one of moving) one.finish()
      isMoving = moving.length > 0
    }
  })()`)
}

/**
 * The flaws of the page as it stands, in these looks; by and by a picture of each. It ends in the look it began with, the first.
 * What stands open (a dialog, a menu) stays open.
 */
export async function flawsIn(
  page: Page,
  name: string,
  these: readonly [Look, ...Look[]] = [looks[0], looks[1]],
): Promise<string[]> {
  const found: string[] = []
  for (const look of these) {
    await turnTo(page, look)
    await picture(page, `${name}-${look.name}`)
    found.push(...(await flaws(page)).map(flaw => `${name}, ${look.name}: ${flaw}`))
  }
  await turnTo(page, these[0])
  return found
}

/** Keeps a picture: in coverage/screenshots, or in the folder that SCREENSHOTS names. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'] ?? join(import.meta.dirname, '../../coverage/screenshots')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
