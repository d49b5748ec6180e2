import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import test from 'node:test'
import { looks, openPage } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('what owners set', async t => {
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
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  const see = seeing(page)
  const go = (path: string) => page.goto(`${shop.url}${path}`)
  await enter(shop, page, '/settings')
  t.afterEach(() => assert.deepEqual(wrong.splice(0), []))

  await t.test(
    'all writing is stopped with a reason, every screen says so, and it goes on again',
    async () => {
      await page.getByRole('link', { name: 'Policies and stops' }).click()
      await page.getByText('Nothing is stopped.').waitFor()
      await page.getByRole('combobox', { name: 'Action' }).click()
      await page.getByRole('option', { name: 'shopify.refund_order' }).click()
      await page.getByRole('button', { name: 'What would happen?' }).click()
      await page.getByText('It would wait for a person').waitFor()
      await page.getByRole('button', { name: 'Stop…' }).click()
      await page.getByRole('dialog').getByLabel('Reason').fill('The warehouse counts')
      await see('stop')
      await page.getByRole('button', { name: 'Stop now' }).click()
      await page.getByText('All writing is stopped').waitFor()
      await assert.rejects(shop.act('shopify.change_tags', { order: '1', tags: ['x'] }))
      await go('/backorders')
      await page.getByText('All writing is stopped').waitFor()
      await see('stopped')
      await page.getByRole('link', { name: 'See what is stopped' }).click()
      await page.getByRole('button', { name: 'Let it go on' }).click()
      await page.getByText('Nothing is stopped.').waitFor()
    },
  )

  await t.test('a key is made, shown once, and revoked', async () => {
    await go('/settings/keys')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Name').fill('Export')
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
    await page.getByRole('button', { name: 'Revoke Export' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked').first().waitFor()
    assert.equal((await account()).status, 401)
  })

  await t.test('a webhook is made, tested, and its message read and sent again', async () => {
    await go('/settings/webhooks')
    await page.getByRole('button', { name: 'New webhook' }).click()
    await page.getByLabel('Address').fill(`${origin}/erp`)
    await page.getByText('case.opened').waitFor()
    await see('hook-new')
    await page.getByRole('button', { name: 'Make the webhook' }).click()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('link', { name: `${origin}/erp` }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await shop.until('the test is heard', () => heard > 0)
    await page.reload()
    await page.getByRole('button', { name: /hook\.test/ }).click()
    await page.getByText('thank you').waitFor()
    await see('delivery')
    await page.getByRole('button', { name: 'Send again' }).click()
    await shop.until('it is heard again', () => heard > 1)
  })

  await t.test('a member is added by a link, given another role and removed', async () => {
    await go('/settings/members')
    await page.getByRole('button', { name: 'Add a member' }).click()
    await page.getByLabel('Mail').fill('nora@mugs.test')
    await page.getByLabel('Name').fill('Nora')
    await see('member-new')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('dialog', { name: 'The link to sign in' }).getByText('/sign-in').waitFor()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'What to do about Nora' }).click()
    await see('member-menu')
    await page.getByRole('menuitem', { name: 'Viewer' }).click()
    const card = page.getByRole('listitem').filter({ hasText: 'Nora' })
    await card.getByText('Viewer', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'What to do about Nora' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await card.waitFor({ state: 'detached' })
  })

  await t.test('a session of one’s own that stands open elsewhere is ended', async () => {
    const elsewhere = await openPage(browser, shop.url, looks[2])
    await enter(shop, elsewhere.page, '/settings/members')
    await page.reload()
    const ends = page.getByRole('button', { name: 'End', exact: true })
    await ends.click()
    await ends.waitFor({ state: 'detached' })
    await elsewhere.page.reload()
    await elsewhere.page.waitForURL(/\/sign-in/)
    await elsewhere.context.close()
  })
})
