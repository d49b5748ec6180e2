import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { stage, type Person, type Stage } from '../../till/stage.ts'
import { flaws, looks, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { builtConsole, openAs, seeing } from './rig.ts'

async function refunds(play: Stage, asks: Person, sales: readonly string[]): Promise<{ id: string }[]> {
  const made: { id: string }[] = []
  for (const sale of sales) {
    play.till.sell(sale)
    made.push(await play.propose(asks.ask, 'till.give_refund', { sale, minor: 1250 }))
  }
  return made
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name })

test('what waits for a person', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using play = await stage({ consoleFolder: await builtConsole() })
  const [asks, approves] = [await play.join('admin'), await play.join('owner')]
  const { page, wrong } = await openAs(browser, play.shop, approves.cookie)
  const see = seeing(page)
  t.afterEach(() => assert.deepEqual(wrong.splice(0), []))

  await t.test(
    'the queue is worked by keys alone: a yes, a no, and the next one is there each time',
    async () => {
      await refunds(play, asks, ['A-1', 'A-2', 'A-3'])
      await page.goto(`${play.shop.url}/approvals`)
      // Newest first, and the first is open.
      await heading(page, 'Sale A-3').waitFor()
      await page.keyboard.press('j')
      await heading(page, 'Sale A-2').waitFor()
      await page.keyboard.press('y')
      await page.getByRole('button', { name: 'Approve €12.50' }).waitFor()
      await see('approvals-yes')
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
    },
  )

  await t.test(
    'several are approved together by what was shown, and nobody approves what they asked for',
    async () => {
      const all = await refunds(play, asks, ['B-1', 'B-2'])
      const own = await openAs(browser, play.shop, asks.cookie)
      await own.page.goto(`${play.shop.url}/approvals/${all[0]?.id}`)
      await own.page.getByText('somebody else must approve it').waitFor()
      assert.ok(await own.page.getByRole('button', { name: 'Approve', exact: true }).isDisabled())
      await own.context.close()
      await page.goto(`${play.shop.url}/approvals`)
      await page.getByRole('button', { name: 'Mark all 3' }).click()
      await page.getByRole('button', { name: 'Approve together' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('€37.50').waitFor()
      await see('approvals-together')
      await dialog.getByRole('button', { name: 'Approve all 3' }).click()
      await page.getByText('Nothing waits for you').waitFor()
      await play.shop.until('all is done', () =>
        ['A-3', 'B-1', 'B-2'].every(sale => play.till.sales.get(sale)?.refunded === 1250),
      )
    },
  )

  await t.test('what changed since it was shown is told, and nothing is done', async () => {
    const sale = play.till.sell('C-1')
    const { id } = await play.propose(asks.ask, 'till.give_refund', { sale: 'C-1', minor: 500 })
    await page.goto(`${play.shop.url}/approvals/${id}`)
    await heading(page, 'Sale C-1').waitFor()
    sale.refunded = 300
    await page.keyboard.press('y')
    await page.keyboard.press('Enter')
    await page.getByText('refunded was 0 → 500 and is 300 → 800').first().waitFor()
    await see('approvals-changed')
    assert.equal(sale.refunded, 300)
  })

  await t.test('to take back what customers notice waits for a person, and says so', async () => {
    const sale = play.till.sell('D-1', 5000)
    const cheaper = await play.propose(asks.ask, 'till.set_price', { sale: 'D-1', price: 4000 })
    await play.say(approves, cheaper, 'approve')
    await play.shop.until('it costs less', () => sale.price === 4000)
    await play.shop.settle()
    await page.goto(`${play.shop.url}/approvals/${cheaper.id}`)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('To take it back waits for a person.').waitFor()
    assert.equal(sale.price, 4000)
  })

  await t.test('what takes two people says so, on a phone, in German too', async () => {
    play.till.sell('1048')
    const final = await play.propose(asks.ask, 'till.shred_receipt', { sale: '1048' })
    await approves.ask('POST', `/v1/approvals/${final.id}/decision`, {
      hash: final.hash,
      verdict: 'approve',
      reason: 'It is a copy.',
    })
    const phone = await openAs(browser, play.shop, approves.cookie, looks[2])
    await phone.page.goto(`${play.shop.url}/approvals/${final.id}`)
    await phone.page.getByText('1 of 2 approvals').waitFor()
    await phone.page.evaluate(`localStorage.setItem('storewright-language', 'de')`)
    await phone.page.reload()
    await phone.page.getByText('1 von 2 Freigaben').waitFor()
    await picture(phone.page, 'approvals-german-phone')
    assert.deepEqual(await flaws(phone.page), [])
    assert.deepEqual(phone.wrong, [])
  })
})
