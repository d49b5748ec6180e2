import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { cuttableTo } from '../cuttable.ts'
import { browser as signedIn } from '../../signed-in.ts'
import type { World } from '../../world.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, openAs } from './rig.ts'

const cuts = 20

test('a line that is cut twenty times while orders come in costs a list and a case no change, and nobody reloads', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  await using line = await cuttableTo(shop.url)
  shop.house.publicUrl = line.url
  const { cookie } = await signedIn(shop)
  const { orders } = shop.shopify.shop
  const first = orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()

  const [list, one] = [await openAs(browser, line, cookie), await openAs(browser, line, cookie)]
  const reads = { list: 0, one: 0 }
  list.page.on('load', () => void (reads.list += 1))
  one.page.on('load', () => void (reads.one += 1))
  await list.page.setViewportSize({ width: 1280, height: 1800 })
  await list.page.goto(`${line.url}/backorders`)
  await list.page.getByRole('link', { name: first.name, exact: true }).waitFor()
  await one.page.goto(`${line.url}/backorders`)
  await one.page.getByRole('link', { name: first.name, exact: true }).click()
  await one.page.getByRole('heading', { name: 'What happened' }).waitFor()

  const placed = [first.name]
  let cut = 0
  while (cut < cuts) {
    const quantity = 1 + (cut % 5)
    placed.push(orders.place({ lines: [{ sku: 'MUG', quantity, location: 'Main' }] }).name)
    await noteOn(shop, first.name, `Note ${cut}`)
    await shop.until('both pages hear again', () => line.streams() === 2)
    line.cut()
    cut += 1
  }
  await shop.settle()
  const wanted = await casesOf(shop)
  assert.equal(wanted.length, placed.length)
  await shop
    .until('the list shows every case', async () => same(await shownIn(list.page), wanted))
    .catch(() => undefined)
  assert.deepEqual(await shownIn(list.page), wanted, 'the list shows every case as it stands')
  await one.page.getByText(`Note ${cuts - 1}`).waitFor()
  for (let at = 0; at < cuts; at += 1)
    assert.equal(await one.page.getByText(`Note ${at}`, { exact: true }).count(), 1, `Note ${at}`)
  assert.deepEqual(reads, { list: 1, one: 1 }, 'nothing was loaded anew')

  const away = list.page.getByText('No news from the server at the moment')
  // The last cut may be too short ago for the pages to hear again.
  await shop.until('both pages hear again', () => line.streams() === 2)
  await away.waitFor({ state: 'detached' })
  line.kill()
  await away.waitFor()
  await noteOn(shop, first.name, 'Said while nobody heard')
  line.mend()
  await away.waitFor({ state: 'detached' })
  await one.page.getByText('Said while nobody heard').waitFor()

  // Heard, and then not read: what failed is made up for once the line is whole.
  let failed = 0
  await one.page.route('**/backorders.get_case', route => {
    failed += 1
    return route.abort()
  })
  await noteOn(shop, first.name, 'Heard, but not read')
  await shop.until('reading was given up', () => failed === 3)
  await one.page.unroute('**/backorders.get_case')
  line.cut()
  await one.page.getByText('Heard, but not read').waitFor()

  const offline = list.page.getByText('The server cannot be reached.')
  await list.context.setOffline(true)
  await offline.waitFor()
  await list.context.setOffline(false)
  await offline.waitFor({ state: 'detached' })
  for (const { wrong, context } of [list, one]) {
    assert.deepEqual(wrong, [])
    await context.close()
  }
})

/** What an order's case says, at the server and in the list, as one line each, sorted. */
async function casesOf(shop: World): Promise<string[]> {
  const { cases } = await shop.act('backorders.list_cases', { limit: 200 })
  assert.ok(Array.isArray(cases))
  return cases
    .map(one => `${one.orderName} ${words[String(one.status)]} ${one.shortUnits} of ${one.wantedUnits}`)
    .toSorted()
}

const words: Readonly<Record<string, string>> = {
  quiet: 'Covered',
  suspected: 'Suspected',
  open: 'Open',
  clearing: 'Clearing',
  closed: 'Closed',
}

async function shownIn(page: Page): Promise<string[]> {
  const rows = await page.getByRole('row').all()
  const texts = await Promise.all(rows.slice(1).map(row => row.getByRole('cell').allInnerTexts()))
  return texts.map(([, name, , status, short]) => `${name} ${status} ${short}`).toSorted()
}

const same = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Something happens to the case of an order. */
async function noteOn(shop: World, order: string, says: string): Promise<void> {
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(
      `insert into backorder_timeline (tenant_id, case_id, kind, says)
       select tenant_id, id, 'note', $2 from backorder_cases where order_name = $1`,
      [order, says],
    ),
  )
}
