import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connect } from '#spine/connections/connect.ts'
import { startMailbox } from '#sandbox/mailbox/mailbox.ts'
import { startSlack } from '#sandbox/slack/slack.ts'
import { stage } from './stage.ts'

const mailbox = await startMailbox({ pass: 'mailbox-pass' })
// One after the other: the channels are for all orders.
const shop = await stage({ privateOrigins: [`smtp://${mailbox.host}:${mailbox.port}`] })
const { orders, article, put } = shop
const channels = (...names: string[]) =>
  shop.shop.act('backorders.change_settings', { change: { channels: names } })
const one = (sku: string) => ({ lines: [{ sku, quantity: 1, location: 'Main' }] })

const slack = await startSlack({ token: 'xoxb-1234-sandbox', limit: { calls: 1000, perSeconds: 1 } })
after(() => Promise.all([slack.close(), mailbox.close()]))

const posted = (name: string) => slack.messages.filter(message => message.text.includes(name))
const mailed = (name: string) => mailbox.messages.filter(mail => mail.raw.includes(name))

test('a channel that nothing connected can serve is named in the history, and costs nothing else', async () => {
  await channels('chat', 'helpdesk')
  article({ sku: 'NONE', stock: { Main: 0 } })
  const order = orders.place(one('NONE'))
  await shop.hears(order, 1)
  assert.match((await shop.historyOf(order)).join('\n'), /channel_missing: Nothing connected can do this: /)
})

test('the team chat is told once, and hears the rest of it in the same thread', async () => {
  await connect(shop.shop.engine.connecting, shop.shop.owner, {
    connector: 'slack',
    origin: slack.url,
    credentials: { botToken: slack.token, defaultChannel: 'C0OPS' },
  })
  await channels('chat')
  article({ sku: 'CHAT', stock: { Main: 0 } })
  const order = orders.place(one('CHAT'))
  await shop.shop.until('the chat is told', () => posted(order.name).length === 1)
  put('CHAT', 'Main', 0)
  await shop.shop.until('the chat hears the end', () => slack.messages.length === 2)
  const [first, second] = slack.messages
  assert.match(first?.text ?? '', /1 of 1 CHAT is waiting for stock/)
  assert.equal(second?.thread_ts, first?.ts)
  assert.match(second?.text ?? '', /CHAT at Main: 1 here instead of 0/)
  assert.deepEqual(shop.told(order), [])
})

test('the team is told by mail, and answers stay in the conversation', async () => {
  await connect(shop.shop.engine.connecting, shop.shop.owner, {
    connector: 'smtp',
    credentials: {
      host: mailbox.host,
      port: mailbox.port,
      security: 'none',
      user: mailbox.user,
      pass: mailbox.pass,
      from: 'desk@sandbox.example',
      team: ['ann@team.example'],
    },
  })
  await channels('mail')
  article({ sku: 'MAIL', stock: { Main: 0 } })
  const order = orders.place(one('MAIL'))
  await shop.shop.until('mail is there', () => mailed(order.name).length === 1)
  put('MAIL', 'Main', 0)
  await shop.shop.until('the end is mailed', () => mailbox.messages.length === 2)
  const [first, second] = mailbox.messages
  assert.match(first?.subject ?? '', new RegExp(`^${order.name}: 1 of 1 MAIL is waiting`))
  assert.deepEqual(first?.to, ['ann@team.example'])
  assert.match(second?.subject ?? '', new RegExp(`^${order.name}: Since the last message: MAIL`))
  const inReplyTo = /^In-Reply-To:\s+(\S+)/m.exec(second?.raw ?? '')?.[1]
  assert.equal(inReplyTo, first?.messageId)
})

test('several channels are told, each once; what one of them refuses keeps none of the others', async () => {
  await channels('helpdesk', 'chat', 'mail')
  slack.faults.plan({ kind: 'status', status: 200, body: '{"ok":false,"error":"is_archived"}' }, 1, {
    operation: 'chat.postMessage',
  })
  article({ sku: 'ALL', stock: { Main: 0 } })
  const refused = orders.place(one('ALL'))
  await shop.hears(refused, 1)
  await shop.shop.until('mail is there', () => mailed(refused.name).length === 1)
  await shop.shop.until('the chat refused', async () =>
    (await shop.historyOf(refused)).some(line => /^refused: slack.post_message/.test(line)),
  )
  assert.equal(posted(refused.name).length, 0)

  article({ sku: 'EACH', stock: { Main: 0 } })
  const told = orders.place(one('EACH'))
  await shop.hears(told, 1)
  await shop.shop.until('all are told', () => posted(told.name).length + mailed(told.name).length === 2)
  put('EACH', 'Main', 0)
  assert.equal((await shop.hears(told, 3))[2], 'closed')
  await shop.rests(told)
  const thread = slack.messages.filter(message => message.thread_ts === posted(told.name)[0]?.ts)
  assert.equal(thread.length, 1)
  assert.equal(mailed('EACH').length, 2)
})
