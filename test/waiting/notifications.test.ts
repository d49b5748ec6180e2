import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setApprovalChannel } from '#spine/approvals/settings.ts'
import { readId } from '#spine/ids.ts'
import { changePreferences } from '#spine/people/preferences.ts'
import { changeChoices, muteSubject } from '#spine/people/notification-choices.ts'
import { browser } from '../signed-in.ts'
import { notified } from './notified.ts'

let team: Awaited<ReturnType<typeof notified>>
let owner: Awaited<ReturnType<typeof browser>>
before(async () => {
  team = await notified()
  owner = await browser(team.shop)
})
after(() => team[Symbol.asyncDispose]())

async function ask(method: string, path: string, body?: unknown) {
  const answer = await owner.send(method, path, body === undefined ? undefined : JSON.stringify(body))
  return { status: answer.status, body: Object(JSON.parse(answer.text)) }
}
const inTenant = <T>(work: Parameters<typeof team.shop.db.tenant<T>>[1]) =>
  team.shop.db.tenant(team.shop.owner.tenantId, work)
const choose = (member: string, change: Parameters<typeof changeChoices>[2]) =>
  inTenant(tx => changeChoices(tx, readId('mem', member), change))

const all = ['agent', 'owner', 'viewer']
const mailed = (subject: string, to = all) => to.map(name => `${name}@mugs.test: ${subject}`)

test('before there is mail or a chat nothing is sent, and a member sees what is missing', async () => {
  await team.happens('approval.requested', 'approval', 'intent')
  assert.deepEqual(await team.look(), [])
  const { channels, app, mail } = (await ask('GET', '/v1/notifications/choices')).body
  assert.deepEqual(channels, { mail: 'not_connected', chat: 'not_connected', chat_channel: null })
  const urgent = Object.keys(mail).filter(kind => mail[kind])
  assert.deepEqual(urgent.toSorted(), ['approval.requested', 'write.needs_person'])
  assert.ok(urgent.every(kind => app[kind]))
  await team.connectMail()
  await team.connectChat()
  // What was passed on when nobody could be mailed is no news any more.
  assert.deepEqual(await team.look(), [])
  assert.equal((await ask('GET', '/v1/notifications/choices')).body.channels.mail, 'ready')
})

test('what is urgent is mailed once to everybody who may hear of it, in their language, with its page and the way out', async () => {
  await inTenant(tx => changePreferences(tx, readId('mem', team.agent), { language: 'de' }))
  const approval = await team.happens('approval.requested', 'approval', 'intent')
  await team.happens('case.opened', 'case', 'connection')
  const before = team.mailbox.messages.length
  assert.deepEqual(await team.look(2), [
    'agent@mugs.test: Eine Freigabe wird erbeten',
    ...mailed('An approval is asked for', ['owner', 'viewer']),
  ])
  for (const text of await team.textsSince(before)) {
    assert.match(text, /^(Eine Freigabe wird erbeten|An approval is asked for)\.$/m)
    assert.ok(text.includes(`${team.shop.url}/approvals/${approval}\n`), text)
    assert.ok(text.includes(`${team.shop.url}/notifications?tab=choices`), text)
  }
  // Whatever breaks off between the look and the sending: each has a name, and is there once.
  await team.sql(`update notifications set passed_on_at = null where about->>'approval' = $1`, [approval])
  assert.deepEqual(await team.look(2), [])
  await inTenant(tx => changePreferences(tx, readId('mem', team.agent), { language: 'en' }))
})

test('a member is mailed of what they chose and may see, and of nothing else', async () => {
  for (const member of [team.agent, team.viewer, team.shop.owner.id])
    await choose(member, { mail: { 'hook.disabled': true, 'approval.requested': member !== team.agent } })
  await team.happens('hook.disabled', 'hook')
  await team.happens('approval.requested', 'approval', 'intent')
  assert.deepEqual(await team.look(), [
    ...mailed('An approval is asked for', ['owner']),
    ...mailed('An outgoing webhook was turned off', ['owner']),
    ...mailed('An approval is asked for', ['viewer']),
  ])
})

test('who has read it, or muted it or everything, is not mailed, and the bell is silent for them', async () => {
  await choose(team.viewer, { muted: { until: null } })
  await choose(team.agent, {
    mail: { 'approval.requested': true },
    muted: { until: new Date(Date.now() + 3_600_000).toISOString() },
  })
  await ask('POST', '/v1/notifications/read', {})
  const one = await team.happens('approval.requested', 'approval', 'intent')
  assert.equal((await ask('GET', '/v1/notifications/unread')).body.unread, 1)
  await ask('POST', '/v1/notifications/mutes', { subject: one, is_muted: true })
  assert.equal((await ask('GET', '/v1/notifications/unread')).body.unread, 0)
  assert.deepEqual((await ask('GET', '/v1/notifications?unread=true')).body.data, [])
  assert.equal((await ask('GET', '/v1/notifications')).body.data[0].is_muted, true)
  await team.happens('write.needs_person', 'intent', 'connection')
  await ask('POST', '/v1/notifications/read', {})
  assert.deepEqual(await team.look(), [])

  // It ends by its time, or by a word.
  await team.sql(`update notification_choices set muted_until = now() where isfinite(muted_until)`)
  await ask('POST', '/v1/notifications/mutes', { subject: one, is_muted: false })
  const muted = (await ask('PATCH', '/v1/notifications/choices', { muted: { until: null } })).body.muted
  assert.deepEqual(muted, { until: null })
  await team.happens('approval.requested', 'approval', 'intent')
  const { unread, is_muted: isMuted } = (await ask('GET', '/v1/notifications/unread')).body
  assert.deepEqual([unread, isMuted], [0, true])
  assert.deepEqual(await team.look(), mailed('An approval is asked for', ['agent']))
  await ask('PATCH', '/v1/notifications/choices', { muted: null })
  await choose(team.viewer, { muted: null })
  await inTenant(tx => muteSubject(tx, readId('mem', team.viewer), { subject: one, isMuted: true }))
  await team.happens('approval.requested', 'approval', 'intent')
  assert.deepEqual(await team.look(), mailed('An approval is asked for'))
})

test('a flood is one mail that names them', async () => {
  for (let n = 0; n < 25; n += 1) await team.happens('write.needs_person', 'intent', 'connection')
  const before = team.mailbox.messages.length
  assert.deepEqual(await team.look(), mailed('25 things happened'))
  const [text = ''] = await team.textsSince(before)
  assert.equal(text.match(/\/writes\/int_/g)?.length, 20)
  assert.match(text, /and 5 more/)
})

test('a mail server that loses what it is given is not written about by mail', async () => {
  team.mailbox.faults.plan({ kind: 'reset-after' }, 1, { operation: 'DATA' })
  await choose(team.agent, { mail: { 'approval.requested': false } })
  await choose(team.viewer, { mail: { 'approval.requested': false } })
  await team.happens('approval.requested', 'approval', 'intent')
  await team.look()
  const [lost] = await team.sql<{ state: string }>(
    `select state from intents where actor->>'id' = 'notifications' and state not in ('succeeded', 'refused')`,
  )
  assert.equal(lost?.state, 'needs_person')
  assert.equal((await ask('GET', '/v1/notifications')).body.data[0].kind, 'write.needs_person')
  assert.deepEqual(await team.look(), [])
})

test('who wants one mail a day gets one, of what they have not read since the last', async () => {
  const digest = { hour: 0, zone: 'Pacific/Auckland' }
  assert.deepEqual((await ask('PATCH', '/v1/notifications/choices', { digest })).body.digest, digest)
  await team.happens('approval.requested', 'approval', 'intent')
  await team.happens('case.closed', 'case')
  assert.deepEqual(await team.look(), [], 'neither at once nor before its hour')
  await team.sql(
    `update notification_choices set digest_at = now() - interval '25 hours' where digest_hour = 0`,
  )
  await ask('POST', '/v1/notifications/read', {})
  await team.happens('write.needs_person', 'intent', 'connection')
  assert.deepEqual(await team.look(2), [
    'agent@mugs.test: A write needs a person',
    'owner@mugs.test: One thing is unread',
    'viewer@mugs.test: A write needs a person',
  ])
  assert.deepEqual(await team.look(), [])
  assert.equal(
    (await ask('PATCH', '/v1/notifications/choices', { digest: { hour: 7, zone: 'x' } })).status,
    422,
  )
  await ask('PATCH', '/v1/notifications/choices', { digest: null })
})

test('the team chat is told once for all, of what the team chose, where its channel is set', async () => {
  for (const member of [team.agent, team.viewer, team.shop.owner.id])
    await choose(member, { mail: { 'approval.requested': false } })
  await team.happens('case.opened', 'case', 'connection')
  await team.look()
  assert.equal(team.slack.messages.length, 0, 'nobody chose it')
  const chat = { 'case.opened': true, 'approval.requested': true, 'no.such': true }
  const { body } = await ask('PATCH', '/v1/notification-settings', { chat })
  assert.deepEqual([body.chat['case.opened'], body.chat['no.such']], [true, undefined])
  await team.happens('case.opened', 'case', 'connection')
  await team.look()
  assert.equal(team.slack.messages.length, 0, 'no channel is set')
  assert.equal((await ask('GET', '/v1/notifications/choices')).body.channels.chat, 'no_channel')
  await ask('PATCH', '/v1/alert-settings', { channel: 'C0OPS' })
  const opened = await team.happens('case.opened', 'case', 'connection')
  await team.happens('case.closed', 'case', 'connection')
  await team.look(2)
  await team.sql(`update notifications set passed_on_at = null where about->>'case' = $1`, [opened])
  await team.look()
  assert.deepEqual(
    team.slack.messages.map(({ text }) => text),
    [`A backorder case was opened: ${team.shop.url}/backorders/${opened}`],
  )
  // Approvals have a message of their own there.
  await inTenant(tx => setApprovalChannel(tx, 'C0OPS'))
  await team.happens('approval.requested', 'approval', 'intent')
  await team.look()
  assert.equal(team.slack.messages.length, 1)
  const told = await team.sql(`select 1 as one from audit where deed = 'notification_settings.changed'`)
  assert.equal(told.length, 1)
})
