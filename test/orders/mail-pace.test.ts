import assert from 'node:assert/strict'
import test from 'node:test'
import { stepIntent } from '#spine/actions/execute.ts'
import { connect } from '#spine/connections/connect.ts'
import { startMailbox } from '#sandbox/mailbox/mailbox.ts'
import { world } from '../world.ts'

test('A41: of more mails than a minute may have, the rest waits and is sent after it, each once', async () => {
  const mailbox = await startMailbox({ pass: 'mailbox-pass' })
  const { host, port, user, pass } = mailbox
  await using shop = await world({ mailsPerMinute: 3, privateOrigins: [`smtp://${host}:${port}`] })
  try {
    const mail = { host, port, security: 'none', user, pass }
    const credentials = { ...mail, from: 'desk@sandbox.example', team: ['ann@team.example'] }
    await connect(shop.engine.connecting, shop.owner, { connector: 'smtp', credentials })
    const { tenantId } = shop.owner
    const told = await Promise.all(
      [1, 2, 3, 4, 5].map(n =>
        shop.act('smtp.mail_team', { subject: `Mail ${n}`, text: 'x' }).then(
          () => 'sent',
          (error: unknown) => String(Object(error).code),
        ),
      ),
    )
    assert.deepEqual(told.toSorted(), ['rate_limited', 'rate_limited', 'sent', 'sent', 'sent'])
    assert.equal(mailbox.messages.length, 3)
    const waiting = await shop.db.tenant(tenantId, tx =>
      tx.query<{ id: string }>(`select id from intents where action = 'mail_team' and state = 'waiting'`),
    )
    assert.equal(waiting.length, 2)
    for (const { id } of waiting) assert.equal((await stepIntent(shop.engine, tenantId, id)).is, 'again')
    // Other writes are no mails.
    const ticket = { customer: 'ann@example.com', subject: 'x', body: 'x', reference: 'r' }
    await shop.act('gorgias.create_ticket', ticket)

    await shop.db.tenant(tenantId, tx =>
      tx.query(`update intents set sent_at = sent_at - interval '61 seconds' where action = 'mail_team'`),
    )
    for (const { id } of waiting) assert.equal((await stepIntent(shop.engine, tenantId, id)).is, 'done')
    for (const { id } of waiting) assert.equal((await stepIntent(shop.engine, tenantId, id)).is, 'done')
    assert.equal(new Set(mailbox.messages.map(({ raw }) => /Mail \d/.exec(raw)?.[0])).size, 5)
    assert.equal(mailbox.messages.length, 5)
  } finally {
    await mailbox.close()
  }
})
