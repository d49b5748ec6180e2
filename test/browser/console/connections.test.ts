import assert from 'node:assert/strict'
import test from 'node:test'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('connections are tried, paused and resumed at once, and removed only by their name', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const see = seeing(page)
  await enter(shop, page, '/connections')
  await page.getByRole('link', { name: 'Connect a platform' }).click()
  await page.getByRole('link', { name: 'Shopify' }).click()
  await page.getByText('Redirect URL for your app').waitFor()
  await page.getByText('With a token', { exact: true }).click()
  await see('connections-token')
  await page.goto(`${shop.url}/connections`)
  await page.getByRole('link', { name: 'Sandbox shop' }).click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('It works.').waitFor()
  await page.goto(`${shop.url}/connections`)
  await page.getByRole('link', { name: 'sandbox.gorgias.com' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await page.getByRole('button', { name: 'More' }).click()
  await see('connection-menu')
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const remove = page.getByRole('button', { name: 'Remove it with its events and cases' })
  assert.ok(await remove.isDisabled())
  await see('connection-remove')
  await page.getByRole('textbox', { name: /^Type/ }).fill('sandbox.gorgias.com')
  await page.keyboard.press('Enter')
  await page.getByText('sandbox.gorgias.com was removed.').waitFor()
  await page.waitForURL(`${shop.url}/connections`)
  assert.deepEqual(wrong, [])
})
