import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('connections are seen, tried, paused, and authorised anew: light and dark, on a desk and on a phone', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `console-${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page, '/connections')
    await page.getByRole('link', { name: 'Sandbox shop' }).waitFor()
    await see('connections')
    await page.getByRole('link', { name: 'Connect a platform' }).click()
    await page.getByRole('link', { name: 'Gorgias' }).waitFor()
    await see('connections-choose')
    await page.getByRole('link', { name: 'Shopify' }).click()
    await page.getByText('Redirect URL for your app').waitFor()
    await see('connections-oauth')
    await page.getByText('With a token', { exact: true }).click()
    await see('connections-token')
    await page.goto(`${shop.url}/connections`)
    await page.getByRole('link', { name: 'Sandbox shop' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await page.getByRole('button', { name: 'Try it now' }).click()
    await page.getByText('All is well.').waitFor()
    await see('connection')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})

test('a connection is paused and resumed at once, and removed only by its name', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  await enter(shop, page, '/connections')
  await page.getByRole('link', { name: 'sandbox.gorgias.com' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const remove = page.getByRole('button', { name: 'Remove it with its events and cases' })
  assert.ok(await remove.isDisabled())
  await picture(page, 'console-connection-remove-light')
  assert.deepEqual(await flaws(page), [])
  await page.keyboard.type('sandbox.gorgias.com')
  await page.keyboard.press('Enter')
  await page.getByText('sandbox.gorgias.com was removed.').waitFor()
  await page.waitForURL(`${shop.url}/connections`)
  assert.deepEqual(wrong, [])
})
