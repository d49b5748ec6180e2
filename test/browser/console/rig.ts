import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { join } from 'node:path'
import { makeSignInLink, signInUrl } from '#spine/tenancy/sign-in-links.ts'
import { buildConsole } from '../../../bin/build-console.ts'
import { flawsIn, looks, openPage, type Look } from '../look.ts'
import { world, type World, type WorldOptions } from '../../world.ts'

/** The folder of the console as it is in the sources now. */
export async function builtConsole(): Promise<string> {
  await buildConsole()
  return join(import.meta.dirname, '../../../console/dist')
}

/** A world with the console as it is in the sources now. */
export async function consoleWorld(options: WorldOptions = {}): Promise<World> {
  return world({ ...options, consoleFolder: await builtConsole() })
}

/** Signs the owner in by a link, as a person does, and lands at `next`. */
export async function enter(shop: World, page: Page, next = '/'): Promise<void> {
  const link = await makeSignInLink(shop.db, shop.owner.tenantId, shop.owner.id)
  await page.goto(signInUrl(shop.url, link, next))
  await page.getByRole('button', { name: 'Sign in to Storewright' }).click()
  await page.waitForURL(`${shop.url}${next}`)
}

/** A browser of whoever has this cookie, in this look. */
export async function openAs(
  browser: Browser,
  { url }: Pick<World, 'url'>,
  cookie: string,
  look: Look = looks[0],
) {
  const opened = await openPage(browser, url, look)
  const [name = '', value = ''] = cookie.split('=')
  await opened.context.addCookies([{ name, value, url }])
  return opened
}

/**
 * Looks at the page as it stands, light and dark, and keeps pictures. For what every-route.test.ts does not come to: what stands open,
 * what went wrong.
 */
export const seeing =
  (page: Page) =>
  async (name: string): Promise<void> =>
    assert.deepEqual(await flawsIn(page, name), [])
