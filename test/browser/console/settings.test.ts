import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

const seeing = (page: Page, look: string) => async (name: string) => {
  await picture(page, `${name}-${look}`)
  assert.deepEqual(await flaws(page), [], `${name}, ${look}`)
}

test('all writing is stopped with a reason, every screen says so, and it goes on again', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = seeing(page, look.name)
    await enter(shop, page, '/settings')
    await page.getByRole('link', { name: 'Policies and stops' }).waitFor()
    await see('settings')
    await page.getByRole('link', { name: 'Policies and stops' }).click()
    await page.getByText('Nothing is stopped.').waitFor()
    await page.getByText('each-action-hourly').first().waitFor()
    await see('policies')
    await page.getByRole('combobox', { name: 'Action' }).click()
    await page.getByRole('option', { name: 'shopify.refund_order' }).click()
    await page.getByRole('button', { name: 'What would happen?' }).click()
    await page.getByText('It would wait for a person').waitFor()
    await page.getByRole('button', { name: 'Stop…' }).click()
    await page.getByRole('dialog').getByLabel('Reason').fill('The warehouse counts')
    await see('stop')
    await page.getByRole('button', { name: 'Stop now' }).click()
    await page.getByText('All writing is stopped').waitFor()
    const writing = { order: '1', tags: ['x'] }
    await assert.rejects(shop.act('shopify.change_tags', writing))
    await page.goto(`${shop.url}/backorders`)
    await page.getByText('All writing is stopped').waitFor()
    await see('stopped')
    await page.getByRole('link', { name: 'See what is stopped' }).click()
    await page.getByRole('button', { name: 'Let it go on' }).click()
    await page.getByText('Nothing is stopped.').waitFor()
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})

test('a key is made, shown once, and revoked', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = seeing(page, look.name)
    await enter(shop, page, '/settings/keys')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Name').fill(`Export ${look.name}`)
    await page.getByLabel('What I choose').check()
    await see('key-new')
    await page.getByLabel('Look at everything, change nothing').check()
    await page.getByRole('button', { name: 'Make the key' }).click()
    const dialog = page.getByRole('dialog', { name: 'The key' })
    const secret = (await dialog.locator('pre').textContent()) ?? ''
    const account = () => fetch(`${shop.url}/v1/account`, { headers: { authorization: `Bearer ${secret}` } })
    assert.equal((await account()).status, 200)
    await see('key-once')
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await see('keys')
    await page.getByRole('button', { name: `Revoke Export ${look.name}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked').first().waitFor()
    assert.equal((await account()).status, 401)
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})

test('a webhook is made, tested, and its message read and sent again', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  let heard = 0
  const receiver = createServer((request, answer) => {
    heard += 1
    request.resume()
    answer.end('thank you')
  })
  await new Promise<void>(done => receiver.listen(0, '127.0.0.1', done))
  t.after(() => receiver.close())
  const address = receiver.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  await using shop = await consoleWorld({ privateOrigins: [origin] })
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = seeing(page, look.name)
    await enter(shop, page, '/settings/webhooks')
    await page.getByRole('button', { name: 'New webhook' }).click()
    await page.getByLabel('Address').fill(`${origin}/${look.name}`)
    await page.getByText('case.opened').waitFor()
    await see('hook-new')
    await page.getByRole('button', { name: 'Make the webhook' }).click()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('link', { name: `${origin}/${look.name}` }).click()
    const before = heard
    await page.getByRole('button', { name: 'Send a test' }).click()
    await shop.until('the test is heard', () => heard > before)
    await page.reload()
    await page.getByRole('button', { name: /hook\.test/ }).click()
    await page.getByText('thank you').waitFor()
    await see('delivery')
    await page.getByRole('button', { name: 'Send again' }).click()
    await shop.until('it is heard again', () => heard > before + 1)
    await page.keyboard.press('Escape')
    await see('hook')
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
