import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { createKey } from '#spine/tenancy/api-keys.ts'
import type { World } from '../../world.ts'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { openByName } from './open-by-name.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('an order is found in one box, read as a whole and acted upon, and so is its customer', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld({ stock: { MUG: { Main: 5 }, CUP: { Main: 50 } } })
  const place = (email: string, customerName: string, tags: string[], sku: string) =>
    shop.shopify.shop.orders.place({
      lines: [{ sku, quantity: 8, location: 'Main' }],
      email,
      customerName,
      tags,
    })
  const grace = place('grace@orders.test', 'Grace Hopper', ['VIP'], 'MUG')
  const ada = place('ada@orders.test', 'Ada Lovelace', [], 'CUP')
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const { page, context, wrong } = await openPage(browser, shop.url, looks[0])
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const see = seeing(page)
  await enter(shop, page, '/orders')
  await page.getByRole('link', { name: ada.name }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('status:open tag:vip ')
  await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
  await page.locator('mark', { hasText: 'VIP' }).waitFor()
  await page.waitForURL(url => /q=status:open\+tag:vip/.test(decodeURIComponent(url.search)))
  await page.getByText('Fulfilled', { exact: true }).click()
  await page.getByRole('heading', { name: 'Nothing matches these filters' }).waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('searchbox').fill(grace.name)
  await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
  assert.deepEqual(await page.locator('mark').allInnerTexts(), [grace.name])
  await t.test('the list as it stands is read from a terminal', () =>
    readFromTerminal(shop, page, [grace.name]),
  )
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name').fill('Grace')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByText('The view is saved.').waitFor()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('link', { name: ada.name }).waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'Remove Grace' }).waitFor()
  await see('orders-views')
  await t.test('a star is drawn at once, and taken back where the server says no', () => starInVain(page))
  await page.getByRole('button', { name: 'Open the list with Grace by default' }).click()
  await page.getByRole('button', { name: 'No longer open the list with Grace by default' }).waitFor()
  await page.keyboard.press('Escape')
  await t.test('one’s default opens with the list, and its filters can be cleared', async () => {
    const [home, orders] = ['Home', 'Orders'].map(name =>
      page.getByRole('navigation').getByRole('link', { name, exact: true }),
    )
    await home?.click()
    await page.getByRole('heading', { level: 1 }).and(page.getByText('owner')).waitFor()
    assert.equal(page.url(), `${shop.url}/`)
    await orders?.click()
    await page.waitForURL(/\/orders\?q=/)
    await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await page.getByRole('link', { name: ada.name }).waitFor()
  })
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'Grace', exact: true }).click()
  await page.getByRole('link', { name: ada.name }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: grace.name }).click()
  await page.getByText('Order placed').waitFor()
  await page.getByRole('link', { name: 'Backorder case opened' }).first().waitFor()
  await page.getByText('8 of 8 left').waitFor()
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await see('orders-actions')
  await page.getByRole('button', { name: 'Refund order' }).click()
  await page.getByRole('dialog', { name: 'Refund order' }).waitFor()
  await page.getByLabel('Amount').fill('12.50')
  await see('orders-refund')
  await page.getByRole('button', { name: 'Show what it would do' }).click()
  await page.getByRole('cell', { name: '€12.50' }).waitFor()
  await see('orders-refund-preview')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('link', { name: 'Grace Hopper' }).click()
  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
  await page.getByRole('link', { name: grace.name }).waitFor()
  await t.test('single orders, customers and cases are opened by name, and offered again', () =>
    openByName(page, ada.name, grace.name),
  )
  assert.deepEqual(wrong, [])

  await t.test(
    'a write is taken back by the button or by z while its toast stands: ten seconds, more for who is at it',
    () => takeBack(page, shop, grace),
  )
  assert.deepEqual(wrong, [])
})

async function readFromTerminal(shop: World, page: Page, names: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Copy this list as a curl command' }).click()
  await page.getByText('The command is copied.').waitFor()
  const copied = String(await page.evaluate('navigator.clipboard.readText()'))
  const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
    createKey(tx, shop.owner, { name: 'terminal', scopes: ['act:personal'] }),
  )
  // As a shell understands it, whether there is a curl here or not.
  const script = `curl() { printf '%s\\0' "$@"; }\n${copied.replace('sk_…', secret)}`
  const { stdout } = await promisify(execFile)('sh', ['-c', script])
  const words = stdout.split('\0')
  const after = (option: string) =>
    words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ''] : []))
  const answer = await fetch(words.find(word => word.startsWith('http')) ?? '', {
    method: after('-X')[0] ?? 'GET',
    headers: after('-H').map((line): [string, string] => [
      line.split(': ')[0] ?? '',
      line.split(': ')[1] ?? '',
    ]),
    body: after('-d')[0] ?? null,
  })
  const read = Object(await answer.json()).output?.orders.map((one: { name: string }) => one.name)
  assert.deepEqual(read, names)
}

async function starInVain(page: Page): Promise<void> {
  const refusal = { code: 'internal', title: 'x', status: 500, detail: 'No stars today.', instance: 'req_1' }
  const asked = Promise.withResolvers<void>()
  const seen = Promise.withResolvers<void>()
  await page.route('**/v1/views/*', async route => {
    asked.resolve()
    await seen.promise
    await route.fulfill({ status: 500, json: refusal })
  })
  await page.getByRole('button', { name: 'Star Grace' }).click()
  await page.getByRole('button', { name: 'Take the star from Grace' }).waitFor()
  await asked.promise
  seen.resolve()
  await page.getByText('No stars today.').waitFor()
  await page.getByRole('button', { name: 'Star Grace' }).waitFor()
  await page.unroute('**/v1/views/*')
}

type Order = ReturnType<World['shopify']['shop']['orders']['place']>

async function takeBack(page: Page, shop: World, order: Order): Promise<void> {
  const isTagged = (tag: string) => order.tags.includes(tag)
  const undo = page.getByRole('button', { name: /^Undo/ })
  // The time of the page stands as soon as the toast does, and goes on where the test says so.
  const tag = async (name: string) => {
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('button', { name: 'Change tags' }).click()
    await page.getByRole('dialog').getByLabel('Add').fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Do it' }).click()
    await undo.waitFor()
    // Where more than that went by meanwhile, it says so, and the time stands as well.
    await page.clock.pauseAt(Number(await page.evaluate('Date.now()')) + 2_000).catch((error: unknown) => {
      if (!String(error).includes('to the past')) throw error
    })
    assert.ok(isTagged(name))
  }
  const isUntagged = async (name: string) => {
    await page.clock.resume()
    await shop.until(`${name} is gone`, () => !isTagged(name))
    await undo.waitFor({ state: 'detached' })
  }
  await page.clock.install()
  await page.getByRole('link', { name: order.name }).click()
  await tag('by-button')
  await undo.click()
  await isUntagged('by-button')
  await tag('by-key')
  await page.keyboard.press('z')
  await isUntagged('by-key')

  await tag('left')
  await undo.hover()
  await page.clock.resume()
  await seeing(page)('orders-undo')
  await page.clock.fastForward(30_000)
  assert.ok(await undo.isVisible(), 'the pointer on it stops the time')
  await undo.focus()
  await page.mouse.move(700, 20)
  await page.clock.fastForward(30_000)
  assert.ok(await undo.isVisible(), 'so does the keyboard')
  await undo.blur()
  await page.clock.fastForward(10_000)
  await undo.waitFor({ state: 'detached' })
  await page.keyboard.press('z')
  await shop.settle()
  assert.ok(isTagged('left'), 'what is no longer offered is not done')
}
