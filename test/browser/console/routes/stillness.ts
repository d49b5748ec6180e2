import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, Request } from 'playwright-core'

/** Gives what waits until a page shows all that it will: nothing it asked for is under way, and no grey bar stands for what comes. */
export function stillness(page: Page): () => Promise<void> {
  const asked = new Set<Request>()
  // The stream of news stays open as long as the page.
  page.on('request', request => !request.url().includes('/v1/stream') && asked.add(request))
  page.on('requestfinished', request => asked.delete(request))
  page.on('requestfailed', request => asked.delete(request))
  return async () => {
    const end = Date.now() + 120_000
    let quiet = 0
    while (quiet < 6) {
      if (Date.now() > end)
        throw new Error(`${page.url()} never came to rest: ${[...asked].map(one => one.url()).join(', ')}`)
      const isWaiting = await page.evaluate(
        `document.querySelector('[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root') !== null`,
      )
      quiet = isWaiting === true || asked.size > 0 ? 0 : quiet + 1
      await sleep(30)
    }
  }
}
