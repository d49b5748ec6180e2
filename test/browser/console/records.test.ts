import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { World } from '../../world.ts'
import { openBrowser } from '../open-browser.ts'
import { openAs, seeing } from './rig.ts'
import { richWorld } from './routes/rich-world.ts'
import { loadSlowly } from './routes/slowly.ts'

test('what was done, told and left open in a shop', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using day = await richWorld()
  const { shop } = day
  const { page, wrong } = await openAs(browser, shop, day.cookie)
  const see = seeing(page)
  const go = (path: string) => page.goto(`${shop.url}${path}`)
  t.afterEach(() => assert.deepEqual(wrong.splice(0), []))

  await t.test('a deed is read with its difference and taken back', async () => {
    const order = shop.shopify.shop.orders.find('#1001')
    assert.ok(order.tags.includes('gift'))
    await go('/activity')
    const mine = page.getByRole('listitem').filter({ hasText: 'Undo' }).first()
    await mine.getByRole('button', { name: /^Show \d+ change/ }).click()
    await mine.getByRole('columnheader', { name: 'After' }).waitFor()
    await see('activity-difference')
    await mine.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    assert.ok(!order.tags.includes('gift'))
  })

  await t.test('what was done is narrowed to one actor, and the audit is verified', async () => {
    await page.getByText('Solutions', { exact: true }).click()
    await page.waitForURL(/by=solution/)
    await page.getByRole('button', { name: 'Only what backorders did' }).first().click()
    await page.waitForURL(/actor=/)
    await page.getByRole('button', { name: 'Verify the audit' }).click()
    await page.getByText('It is whole').waitFor()
    await see('activity-verified')
  })

  await t.test('parked events are worked again, all at once', async () => {
    await go('/events?state=parked')
    await page.getByRole('heading', { name: 'What was told' }).waitFor()
    await page.getByRole('button', { name: 'Work all parked again' }).click()
    await page
      .getByText(/worked again\./)
      .first()
      .waitFor()
    await shop.until('none is parked', async () => {
      const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
        tx.query(`select 1 as one from events where state = 'parked'`),
      )
      return rows.length === 0
    })
  })

  await t.test(
    'a write that nobody can look up is shown with its evidence, and settled by a person',
    async () => {
      await go('/writes')
      await page.getByText(/The roll of 1042 is smudged/).waitFor()
      await page.getByRole('radio', { name: 'It was done' }).check()
      await page.getByText('What the platform shows of it').waitFor()
      await see('writes-settled')
      await page.getByRole('radio', { name: 'It was not done' }).check()
      await page.getByLabel('How you know').fill('The roll was replaced; I asked the clerk.')
      await page.keyboard.press('Enter')
      await page.getByText('What became of it?').waitFor({ state: 'detached' })
    },
  )

  await t.test('how long what is held of people is kept is changed', async () => {
    await go('/settings/privacy')
    await page.getByText('backorder_cases', { exact: true }).waitFor()
    await page.getByLabel('Events as such').fill('41')
    await see('privacy-changed')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'detached' })
    const [row] = await shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query<{ days: string }>(
        "select settings->>'eventDays' as days from settings where solution = 'privacy'",
      ),
    )
    assert.equal(row?.days, '41')
  })

  await t.test('a whole account is prepared to be taken along, and fetched', async () => {
    await go('/settings/privacy')
    await page.getByRole('button', { name: 'Prepare an export' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    const file = await (await download).path()
    assert.match(
      execFileSync('tar', ['tzf', file], { encoding: 'utf8' }),
      /storewright-export\/manifest\.json/,
    )
  })

  await t.test(
    'what loads slowly has its shape first, moves nothing when it comes, and what was there stays',
    () => loadSlowly(browser, shop, day.cookie),
  )

  await t.test(
    'times are read in the zone and by the clock that one has chosen, on every device, and are exact beneath',
    () => readElsewhere(browser, page, day),
  )

  await t.test('the system shows how the install fares', async () => {
    await go('/settings')
    await page.getByRole('link', { name: 'System' }).click()
    await page.getByText(/answers within/).waitFor()
    await page.getByText(/^00\d\d-/).waitFor()
  })
})

/** UTC+14: no machine that runs this is there. */
const zone = 'Pacific/Kiritimati'

async function readElsewhere(
  browser: Browser,
  page: Page,
  day: { shop: World; cookie: string },
): Promise<void> {
  await page.goto(`${day.shop.url}/orders`)
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Time zone' }).click()
  await page.getByRole('combobox', { name: /^The zone/ }).selectOption(zone)
  await page.getByRole('combobox', { name: /^The clock/ }).selectOption('12')
  await seeing(page)('zone')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const elsewhere = await browser.newContext({ timezoneId: 'America/Los_Angeles', locale: 'en-GB' })
  elsewhere.setDefaultTimeout(120_000)
  await elsewhere.addCookies(await page.context().cookies())
  for (const one of [page, await elsewhere.newPage()]) {
    await one.goto(`${day.shop.url}/orders`)
    await one.getByRole('link', { name: '#1001', exact: true }).click()
    await one.getByText('Order placed').waitFor()
    const times = await one.locator('main time').evaluateAll(
      (all, timeZone) =>
        all.map(time => {
          const format = new Intl.DateTimeFormat('en-GB', {
            dateStyle: 'medium',
            timeStyle: 'short',
            timeZone,
            hourCycle: 'h12',
          })
          const at = String(time.getAttribute('datetime'))
          return {
            at,
            shown: format.format(new Date(at)),
            says: time.textContent,
            title: time.getAttribute('title'),
          }
        }),
      zone,
    )
    assert.ok(times.length > 1)
    for (const { at, shown, title } of times) {
      assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      assert.equal(title, `${shown} (${zone})`)
    }
    assert.ok(times.some(({ says, shown }) => says === shown))
  }
  await elsewhere.close()
}
