import assert from 'node:assert/strict'
import test from 'node:test'
import { stage } from '../../till/stage.ts'
import { flaws, looks, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { builtConsole, openAs } from './rig.ts'

test('a write that nobody can look up is shown with its evidence, and settled by a person', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using play = await stage({ consoleFolder: await builtConsole() })
  const asks = await play.join('admin')
  for (const sale of ['1042', '1043']) {
    play.till.sell(sale).isSmudged = true
    play.till.faults.plan({ kind: 'reset-before' }, 1, { path: '/note' })
    await asks.ask('POST', '/v1/actions/till.write_note', { sale, note: 'Ring twice' })
  }
  const waiting = async () => {
    const { body } = await asks.ask('GET', '/v1/intents?state=needs_person')
    return [body['data']].flat().length
  }
  await play.shop.until('both need a person', async () => (await waiting()) === 2)
  for (const look of looks) {
    const { page, context, wrong } = await openAs(browser, play.shop, asks.cookie, look)
    await page.goto(`${play.shop.url}/writes?state=needs_person`)
    await page
      .getByRole('link', { name: /Sale 104/ })
      .first()
      .click()
    await page.getByText(/The roll of 104\d is smudged/).waitFor()
    await page.getByRole('radio', { name: 'It was done' }).check()
    await page.getByText('What the platform shows of it').waitFor()
    await picture(page, `console-writes-${look.name}`)
    assert.deepEqual(await flaws(page), [], look.name)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
  const { page } = await openAs(browser, play.shop, asks.cookie)
  await page.goto(`${play.shop.url}/writes`)
  await page.getByText('What became of it?').waitFor()
  await page.getByRole('radio', { name: 'It was not done' }).check()
  await page.getByLabel('How you know').fill('The roll was replaced; I asked the clerk.')
  await page.keyboard.press('Enter')
  await play.shop.until('one is settled', async () => (await waiting()) === 1)
  await page.getByText('What became of it?').waitFor()
})
