import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { stage, type Person, type Stage } from '../../till/stage.ts'
import { flaws, looks, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { builtConsole, openAs } from './rig.ts'

async function refunds(play: Stage, asks: Person, sales: readonly string[]): Promise<{ id: string }[]> {
  const made: { id: string }[] = []
  for (const sale of sales) {
    play.till.sell(sale)
    made.push(await play.propose(asks.ask, 'till.give_refund', { sale, minor: 1250 }))
  }
  return made
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name })

test('the queue is worked by keys alone: a yes, a no, and the next one is there each time', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using play = await stage({ consoleFolder: await builtConsole() })
  const [asks, approves] = [await play.join('admin'), await play.join('owner')]
  await refunds(play, asks, ['A-1', 'A-2', 'A-3'])
  const { page, wrong } = await openAs(browser, play.shop, approves.cookie)
  await page.goto(`${play.shop.url}/approvals`)
  // Newest first, and the first is open.
  await heading(page, 'Sale A-3').waitFor()
  await page.keyboard.press('j')
  await heading(page, 'Sale A-2').waitFor()
  await page.keyboard.press('y')
  await page.getByRole('button', { name: 'Approve €12.50' }).waitFor()
  await page.keyboard.press('Enter')
  await heading(page, 'Sale A-1').waitFor()
  await play.shop.until('it is done', () => play.till.sales.get('A-2')?.refunded === 1250)
  await page.keyboard.press('n')
  await page.keyboard.type('The customer wants a new one instead.')
  await page.keyboard.press('Enter')
  await heading(page, 'Sale A-3').waitFor()
  assert.equal(play.till.sales.get('A-1')?.refunded, 0)
  await page.getByText('History', { exact: true }).click()
  await page.getByRole('link', { name: 'Sale A-1' }).click()
  await page.getByText('The customer wants a new one instead.', { exact: true }).waitFor()
  assert.deepEqual(wrong, [])
})

test('several are approved together by what was shown, and nobody approves what they asked for', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using play = await stage({ consoleFolder: await builtConsole() })
  const [asks, approves] = [await play.join('admin'), await play.join('owner')]
  const all = await refunds(play, asks, ['B-1', 'B-2'])
  const own = await openAs(browser, play.shop, asks.cookie)
  await own.page.goto(`${play.shop.url}/approvals/${all[0]?.id}`)
  await own.page.getByText('somebody else must approve it').waitFor()
  assert.ok(await own.page.getByRole('button', { name: 'Approve', exact: true }).isDisabled())
  const { page, wrong } = await openAs(browser, play.shop, approves.cookie)
  await page.goto(`${play.shop.url}/approvals`)
  await page.getByRole('button', { name: 'Mark all 2' }).click()
  await page.getByRole('button', { name: 'Approve together' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('€25.00').waitFor()
  await picture(page, 'console-approvals-batch-light')
  assert.deepEqual(await flaws(page), [])
  await dialog.getByRole('button', { name: 'Approve all 2' }).click()
  await page.getByText('Nothing waits for you').waitFor()
  await play.shop.until('all is done', () =>
    ['B-1', 'B-2'].every(sale => play.till.sales.get(sale)?.refunded === 1250),
  )
  assert.deepEqual(wrong, [])
})

test('what changed since it was shown is told, and nothing is done', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using play = await stage({ consoleFolder: await builtConsole() })
  const [asks, approves] = [await play.join('admin'), await play.join('owner')]
  const sale = play.till.sell('C-1')
  const { id } = await play.propose(asks.ask, 'till.give_refund', { sale: 'C-1', minor: 500 })
  const { page, wrong } = await openAs(browser, play.shop, approves.cookie)
  await page.goto(`${play.shop.url}/approvals/${id}`)
  await heading(page, 'Sale C-1').waitFor()
  sale.refunded = 300
  await page.keyboard.press('y')
  await page.keyboard.press('Enter')
  await page.getByText('refunded was 0 → 500 and is 300 → 800').first().waitFor()
  await picture(page, 'console-approvals-changed-light')
  assert.deepEqual(await flaws(page), [])
  assert.equal(sale.refunded, 300)
  assert.deepEqual(wrong, [])
})

test('the queue and one of it: light and dark, on a desk and on a phone, in German too', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using play = await stage({ consoleFolder: await builtConsole() })
  const [asks, approves] = [await play.join('admin'), await play.join('owner')]
  await refunds(play, asks, ['1042', '1043', '1044', '1047'])
  play.till.sell('1048')
  const final = await play.propose(asks.ask, 'till.shred_receipt', { sale: '1048' })
  await approves.ask('POST', `/v1/approvals/${final.id}/decision`, {
    hash: final.hash,
    verdict: 'approve',
    reason: 'It is a copy.',
  })
  for (const look of looks) {
    const { page, context, wrong } = await openAs(browser, play.shop, approves.cookie, look)
    const see = async (name: string) => {
      await picture(page, `console-approvals-${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await page.goto(`${play.shop.url}/approvals`)
    await page.getByRole('link', { name: 'Sale 1047' }).waitFor()
    await see('queue')
    await page.getByRole('link', { name: 'Sale 1047' }).click()
    await heading(page, 'Sale 1047').waitFor()
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await see('one')
    await page.goto(`${play.shop.url}/approvals/${final.id}`)
    await page.getByText('1 of 2 approvals').waitFor()
    await see('final')
    await page.evaluate(`localStorage.setItem('storewright-language', 'de')`)
    await page.reload()
    await page.getByText('1 von 2 Freigaben').waitFor()
    await see('german')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
