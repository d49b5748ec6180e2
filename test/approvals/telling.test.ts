import assert from 'node:assert/strict'
import test from 'node:test'
import { connect } from '#spine/connections/connect.ts'
import { startSlack } from '#sandbox/slack/slack.ts'
import { stage } from '../till/stage.ts'

test('approvers are told in the chat, once, with a link that decides nothing by itself', async () => {
  await using play = await stage()
  const slack = await startSlack()
  try {
    await connect(play.shop.engine.connecting, play.shop.owner, {
      connector: 'slack',
      origin: slack.url,
      credentials: { botToken: slack.token, channel: 'C0OPS' },
    })
    const [asks, approves] = [await play.join('admin'), await play.join('owner')]
    const sale = play.till.sell('m1')
    // Told nowhere until somebody says where.
    const quiet = await play.propose(asks.ask, 'till.give_refund', { sale: 'm1', minor: 100 })
    assert.equal((await asks.ask('PATCH', '/v1/approval-settings', { chat_channel: 'C0OPS' })).status, 200)
    assert.deepEqual((await asks.ask('GET', '/v1/approval-settings')).body, { chat_channel: 'C0OPS' })
    const approval = await play.propose(asks.ask, 'till.give_refund', { sale: 'm1', minor: 200 })
    await play.shop.until('it is told', () => slack.messages.length > 0)
    await play.shop.settle()
    assert.equal(slack.messages.length, 1)
    const text = slack.messages[0]?.text ?? ''
    assert.ok(text.includes('till.give_refund waits for approval: Sale m1'), text)
    assert.ok(text.includes(`/approvals/${approval.id}`) && !text.includes(quiet.id), text)
    // What a chat's preview bot does with the link.
    const link = /https?:\S+?approvals\/apr_[0-9a-f]{32}/.exec(text)?.[0] ?? assert.fail(text)
    for (const method of ['GET', 'HEAD', 'POST']) await fetch(link, { method })
    assert.equal((await play.stateOf(asks, approval))['state'], 'waiting')
    assert.equal(sale.refunded, 0)
    await play.say(approves, approval, 'approve')
    await play.shop.until('it is done', () => sale.refunded === 200)
  } finally {
    await slack.close()
  }
})
