import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('events are listed, read to the letter and worked again; jobs that were given up are tried again', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const { tenantId } = shop.owner
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 1, location: 'Main' }] })
  await shop.settle()
  const give = (sql: string, values: readonly unknown[]) =>
    shop.db.tenant(tenantId, tx => tx.query(sql, [...values]))
  await give(
    `insert into dead_jobs (tenant_id, id, queue, data, tries, reason) values ($1, gen_random_uuid(), 'work', '{"order":"#1001"}', 8, 'The shop did not answer.')`,
    [tenantId],
  )
  for (const look of looks) {
    await give(`update events set state = 'parked', reason = 'The shop did not answer.', done_at = null`, [])
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `console-${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page, '/events')
    await page
      .getByRole('link', { name: /orders\// })
      .first()
      .click()
    await page.getByRole('heading', { name: 'What was told' }).waitFor()
    await see('events')
    await page.goto(`${shop.url}/events?state=parked`)
    await page.getByRole('button', { name: 'Work all parked again' }).click()
    await page
      .getByText(/worked again\./)
      .first()
      .waitFor()
    await shop.until('none is parked', async () => {
      const rows = await give(`select 1 as one from events where state = 'parked'`, [])
      return rows.length === 0
    })
    await page.goto(`${shop.url}/jobs`)
    await page.getByText('The shop did not answer.').waitFor()
    await see('jobs')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
