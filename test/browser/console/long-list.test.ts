import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { caseNames } from '../../cases/case-names.ts'
import { fillCases } from '../../cases/fill-cases.ts'
import type { World } from '../../world.ts'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'
import { walkList } from './walk-list.ts'

const many = 1500

test('of a long list no row is lost; all that match are done at once, and a view of them is at hand', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { tenantId } = shop.owner
  await fillCases({ databaseUrl: shop.databaseUrl, tenantId, connectionId: shop.shopConnection }, many)
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  await enter(shop, page, '/backorders')
  await page.getByRole('link', { name: order.name, exact: true }).waitFor()

  await t.test('every row of it is there once, in order', async () => {
    const walk = await walkList(page, many + 1)
    const wanted = await caseNames(shop)
    assert.equal(wanted.length, many + 1)
    assert.deepEqual(walk.wrong, [])
    assert.equal(walk.rows.size, wanted.length)
    for (const [at, name] of wanted.entries()) assert.equal(walk.rows.get(at), name, `row ${at}`)
    assert.ok(walk.mostDrawn < 80, `${walk.mostDrawn} rows were drawn at once`)
    assert.equal(walk.gaps, 0)
  })

  await t.test('all that match a filter are done, failures told, kept and tried again', () =>
    inBulk(page, shop),
  )

  await t.test('of a list beside what is open no row is lost either', async () => {
    const ids = await addWrites(shop, 250)
    await page.goto(`${shop.url}/writes?state=all`)
    await page.locator('main li[data-index]').first().waitFor()
    // A text, not a function: it runs in the page, where the button goes away between a look and a click.
    await page.evaluate(`(async () => {
      const more = () => [...document.querySelectorAll('main button')].find(one => one.textContent === 'Load more')
      for (let button = more(); button; button = more()) {
        if (!button.disabled) button.click()
        await new Promise(requestAnimationFrame)
      }
    })()`)
    const walk = await walkList(page, ids.length, 'split')
    assert.deepEqual(walk.wrong, [])
    assert.deepEqual(
      [...walk.rows].toSorted(([a], [b]) => a - b).map(([, href]) => href.replace(/^.*_|\?.*$/g, '')),
      ids,
    )
    assert.ok(walk.mostDrawn < 60, `${walk.mostDrawn} rows were drawn at once`)
    assert.equal(walk.gaps, 0)
  })

  await t.test('a view is starred and counted', () => fromView(page, shop))
  assert.deepEqual(wrong, [])
})

async function inBulk(page: Page, shop: World): Promise<void> {
  const see = async (name: string) => {
    await picture(page, `bulk-${name}`)
    assert.deepEqual(await flaws(page), [], name)
  }
  await page.getByRole('searchbox', { name: 'Find a case' }).fill('#10042')
  await page.getByRole('link', { name: '#10042', exact: true }).waitFor()
  assert.equal(await page.getByRole('row').count(), 2)
  await page.getByRole('searchbox', { name: 'Find a case' }).fill('sku-1')
  await page.getByText('Closed', { exact: true }).first().click()
  await page.getByRole('link', { name: '#10012', exact: true }).waitFor()
  const { total } = await shop.act('backorders.list_cases', { status: 'closed', search: 'sku-1', limit: 1 })
  const all = new Intl.NumberFormat('en-GB').format(Number(total))
  await page.getByRole('link', { name: '#10001', exact: true }).waitFor({ state: 'detached' })
  await page.getByLabel('Select all rows read so far').check()
  await page.getByRole('button', { name: `Select all ${all} matching` }).click()
  await page.getByText(`${total} selected`).waitFor()
  await see('all')
  await page.getByRole('button', { name: 'Judge again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Judge again' })
  await dialog.getByText(`${all} failed`).waitFor({ timeout: 120_000 })
  await dialog.getByText(`All ${all} are through.`).waitFor()
  await dialog.getByRole('row', { name: '#10012 No connected shop knows such an order.' }).waitFor()
  await see('failed')
  await page.setViewportSize(looks[2].viewport)
  await see('phone')
  await page.setViewportSize(looks[0].viewport)
  // It is in the address: a reload shows it as before.
  await page.reload()
  await dialog.getByText(`${all} failed`).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Failures as CSV' }).click(),
  ])
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
  assert.equal(lines.length, Number(total) + 1)
  await dialog.getByRole('button', { name: 'Try the failed ones again' }).click()
  await dialog.getByText('so far').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

async function fromView(page: Page, shop: World): Promise<void> {
  await page.goto(`${shop.url}/backorders`)
  await page.getByText('Open', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Short', exact: false }).first().click()
  await page.waitForURL('**/backorders?status=open&order=short')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name').fill('Worst first')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByText('The view is saved.').waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'Star Worst first' }).click()
  await page.getByRole('button', { name: 'Take the star from Worst first' }).waitFor()
  await picture(page, 'views-open')
  assert.deepEqual(await flaws(page), [], 'views')
  await page.keyboard.press('Escape')
  const { total } = await shop.act('backorders.list_cases', { status: 'open', order: 'short', limit: 1 })
  const starred = page.getByRole('button', { name: /^Worst first/, pressed: true })
  await starred.getByLabel(`${total} rows`).waitFor()
  await picture(page, 'views-starred')
}

/** Adds writes like those that were done, each a minute older than the one before; all their ids, newest first. */
async function addWrites({ db, owner }: World, count: number): Promise<string[]> {
  const rows = await db.tenant(owner.tenantId, async tx => {
    const [{ names } = { names: '' }] = await tx.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
        where table_name = 'intents' and table_schema = current_schema() and is_generated = 'NEVER'`,
    )
    await tx.query(
      `insert into intents (${names}) select ${names} from (
        select (jsonb_populate_record(null::intents, to_jsonb(one) || jsonb_build_object(
            'id', gen_random_uuid(), 'key', 'copy ' || n, 'created_at', now() - n * interval '1 minute'))).*
          from (select * from intents where state = 'succeeded' limit 1) one, generate_series(1, $1::int) n) copies`,
      [count],
    )
    return tx.query<{ id: string }>('select id from intents order by created_at desc, id desc')
  })
  return rows.map(({ id }) => id.replaceAll('-', ''))
}
