import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { Faults } from '#sandbox/faults.ts'
import { json, startHttp } from '#sandbox/http.ts'
import { type SlackSandbox, startSlack } from '#sandbox/slack/slack.ts'
import type { Attempt } from '#spine/connections/provided.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import type { SlackAccount } from './client.ts'
import { Slack } from './connector.ts'
import { slackPostMessage } from './post-message.ts'

const credentials = { botToken: 'xoxb-1234-sandboxsandbox', defaultChannel: 'C0OPS' }
const input = { channel: 'C0OPS', text: '<!channel> a & b <https://evil.example|click>' }
let slack: SlackSandbox
let account: SlackAccount
before(async () => {
  slack = await startSlack({ token: credentials.botToken, limit: { calls: 100_000, perSeconds: 1 } })
  account = openAccount(credentials, { origin: slack.url })
})
after(() => slack.close())

const attempt = (key: string): Attempt => ({ key, since: new Date().toISOString() })
const probe = (given: object, one: Attempt, at = account) => slackPostMessage.probe?.(given, at, one)
const Posted = z.object({ message: z.string(), channel: z.string() })

test('A20: the text rings nobody and the key is in the metadata', async () => {
  const { message } = Posted.parse(await slackPostMessage.run(input, account, attempt('k1')))
  const posted = slack.messages.find(one => one.ts === message)
  assert.equal(posted?.text, '&lt;!channel&gt; a &amp; b &lt;https://evil.example|click&gt;')
  assert.deepEqual(posted?.metadata, { event_type: 'storewright', event_payload: { key: 'k1' } })
})

test('a reply is looked for in its thread, which is where alone it is', async () => {
  const { message: thread } = Posted.parse(await slackPostMessage.run(input, account, attempt('top')))
  const reply = { ...input, thread }
  assert.equal((await probe(reply, attempt('reply')))?.is, 'absent')
  const output = await slackPostMessage.run(reply, account, attempt('reply'))
  const found = await probe(reply, attempt('reply'))
  assert.deepEqual(found?.is === 'applied' && found.output, output)
  assert.equal((await probe(input, attempt('reply')))?.is, 'absent')
})

test('a message is found behind two hundred newer ones', async () => {
  await slackPostMessage.run(input, account, attempt('behind'))
  for (let n = 0; n < 205; n += 1) await slackPostMessage.run(input, account, attempt(`later-${n}`))
  assert.equal((await probe(input, attempt('behind')))?.is, 'applied')
})

test('two messages with our key are for a person, and so is a history without an end', async () => {
  for (let n = 0; n < 2; n += 1) await slackPostMessage.run(input, account, attempt('twice'))
  assert.equal((await probe(input, attempt('twice')))?.is, 'ambiguous')
  let asked = 0
  const endless = await startHttp({
    faults: new Faults(),
    route: async () =>
      json(200, {
        ok: true,
        messages: [{ ts: '1.0' }],
        response_metadata: { next_cursor: `c${(asked += 1)}` },
      }),
  })
  assert.equal(
    (await probe(input, attempt('k'), openAccount(credentials, { origin: endless.url })))?.is,
    'ambiguous',
  )
  assert.ok(asked < 50)
  await endless.close()
})

test('a channel goes by its id, or by default; a thread by a timestamp', async () => {
  const byDefault = await slackPostMessage.run({ ...input, channel: 'default' }, account, attempt('d'))
  assert.equal(Posted.parse(byDefault).channel, 'C0OPS')
  const bare = openAccount({ botToken: credentials.botToken }, { origin: slack.url })
  const wrong = [
    [{ ...input, channel: '#ops' }, account],
    [{ ...input, channel: 'default' }, bare],
    [{ ...input, thread: 'yesterday' }, account],
  ] as const
  for (const [given, at] of wrong)
    await assert.rejects(slackPostMessage.run(given, at, attempt('w')), { code: 'invalid_input' })
})

test('missing scopes are told when the connection is checked', async () => {
  const body = JSON.stringify({ ok: true, team: 'T', team_id: 'T1' })
  slack.faults.plan({
    kind: 'status',
    status: 200,
    body,
    headers: { 'x-oauth-scopes': 'chat:write, channels:history' },
  })
  const checked = await Slack.check(account)
  assert.deepEqual([checked.scopes?.length, checked.warnings?.length], [2, 1])
  slack.faults.plan({
    kind: 'status',
    status: 200,
    body,
    headers: { 'x-oauth-scopes': Slack.scopes?.join() ?? '' },
  })
  assert.equal((await Slack.check(account)).warnings, undefined)
})

test('a token that no header can carry is refused before it is quoted anywhere', () => {
  for (const botToken of ['xoxb-a\nb', 'xoxb-ä', 'secret', ''])
    assert.ok(!Slack.credentials.safeParse({ botToken }).success)
})

test('a pace that cannot be written down changes no answer', async () => {
  const pace = {
    take: async () => {},
    learn: async () => {},
    pause: async () => Promise.reject(new Error('down')),
  }
  slack.faults.plan({ kind: 'status', status: 429 })
  const run = slackPostMessage.run(input, { ...account, credentials, pace }, attempt('lame'))
  await assert.rejects(run, { code: 'rate_limited' })
})
