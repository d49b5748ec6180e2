import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { flawsIn, looks, openPage, turnTo } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { connect } from '#spine/connections/connect.ts'
import { startSlack } from '#sandbox/slack/slack.ts'
import { startMailbox } from '#sandbox/mailbox/mailbox.ts'
import type { World } from '../../world.ts'
import { consoleWorld, enter, seeing } from './rig.ts'

test('the bell tells what is new while the page stands, and is told what to leave out', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const mailbox = await startMailbox({ pass: 'mailbox-pass' })
  const slack = await startSlack()
  t.after(() => Promise.all([mailbox.close(), slack.close()]))
  const { host, port, user, pass } = mailbox
  await using shop = await consoleWorld({ privateOrigins: [`smtp://${host}:${port}`] })
  const { page, wrong } = await openPage(browser, shop.url, looks[0])
  await enter(shop, page, '/notifications')
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  await page.getByRole('heading', { name: 'Nothing was told yet' }).waitFor()
  // It comes while the page stands, by the stream.
  shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await page.getByRole('link', { name: 'Notifications, 1 unread' }).waitFor()
  await page.getByRole('link', { name: 'A backorder case was opened' }).first().waitFor()
  // What else the ticket tells makes the bell be read anew, and would be drawn over what is only claimed.
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  await t.test('what the server refuses is drawn as it was, and said', () => readInVain(page))
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  await page.getByText('Unread', { exact: true }).click()
  await page.getByRole('heading', { name: 'All is read' }).waitFor()
  await page.getByText('What you are told', { exact: true }).click()
  const choice = page.getByRole('checkbox', { name: 'A ticket was opened: App' })
  const wanted = await choice.isChecked()
  await choice.focus()
  await page.keyboard.press('Space')
  const mailed = page.getByRole('checkbox', { name: 'A ticket was opened: E-mail' })
  assert.ok(await mailed.isDisabled())
  await page.getByText('No mail can be sent yet').waitFor()
  await seeing(page)('notifications-choices')
  await connectBoth(shop, { host, port, user, pass }, slack)
  await page.reload()
  await choice.waitFor()
  assert.equal(await choice.isChecked(), !wanted)
  const urgent = page.getByRole('checkbox', { name: 'An approval is asked for: E-mail' })
  assert.ok((await urgent.isChecked()) && !(await mailed.isChecked()))
  await mailed.click()
  const posted = page.getByRole('checkbox', { name: 'A backorder case was closed: Slack' })
  assert.ok(await posted.isDisabled())
  await page.getByRole('textbox', { name: 'ID of the channel in Slack' }).fill(' C0OPS ')
  await page.getByRole('button', { name: 'Save channel' }).click()
  await page.getByText('the channel C0OPS is told once, for the whole team').waitFor()
  await posted.click()
  await page.getByRole('combobox', { name: 'E-mail comes' }).selectOption('7')
  await page.getByRole('button', { name: 'Mute everything' }).click()
  await page.getByRole('menuitem', { name: 'Until I switch it on again' }).click()
  await page.getByRole('link', { name: 'Notifications, muted' }).waitFor()
  await page.reload()
  await page.getByText('Everything is muted until you switch it on again.').waitFor()
  assert.ok((await mailed.isChecked()) && (await posted.isChecked()))
  assert.equal(await page.getByRole('combobox', { name: 'E-mail comes' }).inputValue(), '7')
  await seeing(page)('notifications-muted')
  await turnTo(page, looks[2])
  assert.deepEqual(await flawsIn(page, 'notifications-muted', [looks[2]]), [])
  await turnTo(page, looks[0])
  await page.getByRole('button', { name: 'Switch on again' }).click()
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  await page.getByText('All', { exact: true }).click()
  const mute = page.getByRole('button', { name: 'Mute this for me', pressed: false }).first()
  await mute.click()
  await page.getByRole('button', { name: 'Mute this for me', pressed: true }).first().waitFor()
  await seeing(page)('notifications-muted-one')
  await page.getByRole('link', { name: 'A backorder case was opened' }).first().click()
  await page.waitForURL(/\/backorders\/case_/)
  assert.deepEqual(wrong, [])
})

/** The answer comes only when it was seen that nobody waited for it. */
async function readInVain(page: Page): Promise<void> {
  const seen = Promise.withResolvers<void>()
  await page.route('**/v1/notifications/read', async route => {
    await seen.promise
    await route.fulfill({
      status: 409,
      json: { code: 'conflict', title: 'x', status: 409, detail: 'Not now, please.', instance: 'req_1' },
    })
  })
  await page.getByRole('button', { name: 'Mark as read' }).first().click()
  await page.getByRole('link', { name: 'Notifications, 0 unread' }).waitFor()
  seen.resolve()
  await page.getByText('Not now, please.').waitFor()
  await page.getByRole('link', { name: 'Notifications, 1 unread' }).waitFor()
  await page.unroute('**/v1/notifications/read')
}

async function connectBoth(
  shop: World,
  server: { host: string; port: number; user: string; pass: string },
  slack: { url: string; token: string },
) {
  const credentials = { ...server, security: 'none', from: 'desk@mugs.test', team: ['team@mugs.test'] }
  await connect(shop.engine.connecting, shop.owner, { connector: 'smtp', credentials })
  const bot = { botToken: slack.token, defaultChannel: 'C0OPS' }
  await connect(shop.engine.connecting, shop.owner, {
    connector: 'slack',
    origin: slack.url,
    credentials: bot,
  })
}
