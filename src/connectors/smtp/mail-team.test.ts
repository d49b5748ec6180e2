import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import PostalMime from 'postal-mime'
import { type MailboxSandbox, startMailbox } from '#sandbox/mailbox/mailbox.ts'
import { networkOf } from '#spine/calls/outside/destination.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import { Smtp } from './connector.ts'
import type { SmtpCredentials } from './credentials.ts'
import { compose } from './mail.ts'
import { smtpMailTeam } from './mail-team.ts'
import { refusalOf } from './replies.ts'

const attempt = { key: 'backorder:1001', since: new Date().toISOString() }
const input = { subject: 'Three MUG are waiting – ünïcode', text: 'One\n.\nTwo\n' }
let mailbox: MailboxSandbox
let credentials: SmtpCredentials
before(async () => {
  mailbox = await startMailbox()
  credentials = {
    host: mailbox.host,
    port: mailbox.port,
    security: 'none',
    user: mailbox.user,
    pass: mailbox.pass,
    from: 'desk@shop.example',
    team: ['ann@team.example', 'bob@team.example'],
  }
})
after(() => mailbox.close())

test('A23, A35: the team gets it, and nobody else; machines know that a machine wrote it', async () => {
  await smtpMailTeam.run(input, openAccount(credentials), attempt)
  const [mail] = mailbox.messages
  assert.deepEqual([mail?.from, mail?.to], [credentials.from, credentials.team])
  const read = await PostalMime.parse(mail?.raw ?? '')
  assert.equal(read.subject, input.subject)
  assert.equal(read.text?.replaceAll('\r\n', '\n').trimEnd(), input.text.trimEnd())
  assert.deepEqual(
    read.to?.map(one => one.address),
    credentials.team,
  )
  assert.equal(read.headers.find(one => one.key === 'auto-submitted')?.value, 'auto-generated')
})

test('every attempt at the same fact has the same Message-ID, in the sender’s domain', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => compose(credentials, { ...input, key: 'k' })))
  const other = await compose(credentials, { ...input, key: 'k2' })
  assert.equal(one?.id, two?.id)
  assert.notEqual(one?.id, other.id)
  assert.match(other.id, /^<[0-9a-f]{64}@shop\.example>$/)
})

test('an answer hangs on the message that it answers', async () => {
  const inReplyTo = '<abc@shop.example>'
  const { raw } = await compose(credentials, { ...input, key: 'k', inReplyTo })
  const read = await PostalMime.parse(raw)
  assert.deepEqual([read.inReplyTo, read.references], [inReplyTo, inReplyTo])
})

test('A36: no header can be smuggled in', async () => {
  const smuggled = ['\r\nBcc: eve@evil.example', '\nBcc: eve@evil.example', '\rX: y', '\0']
  for (const text of smuggled) {
    const given = { ...input, subject: `Hello${text}` }
    await assert.rejects(smtpMailTeam.run(given, openAccount(credentials), attempt), {
      code: 'invalid_input',
    })
    const answer = { ...input, inReplyTo: `<a@b>${text}` }
    await assert.rejects(smtpMailTeam.run(answer, openAccount(credentials), attempt), {
      code: 'invalid_input',
    })
    assert.ok(!Smtp.credentials.safeParse({ ...credentials, team: [`ann@team.example${text}`] }).success)
  }
})

test('where encryption is asked for and not to be had, no password leaves', async () => {
  for (const security of ['tls', 'starttls'] as const) {
    const account = openAccount({ ...credentials, security, pass: 'wrong' })
    await assert.rejects(async () => Smtp.check(account), { code: 'unavailable' })
    assert.deepEqual(account.notices, [])
  }
})

test('a server that wants a name is told so where none is given', async () => {
  const { user: _, pass: __, ...bare } = credentials
  const account = openAccount(bare)
  await assert.rejects(smtpMailTeam.run(input, account, attempt), { code: 'unauthenticated' })
  assert.equal(account.notices.length, 1)
  await assert.rejects(async () => Smtp.check(openAccount({ ...bare, user: 'ann' })), {
    code: 'unauthenticated',
  })
})

test('the sandbox stands in for the server, and an unencrypted one is warned of', async () => {
  const away = { ...credentials, host: 'smtp.invalid', port: 1, security: 'tls' } as const
  const origin = `smtp://${mailbox.host}:${mailbox.port}`
  assert.equal((await Smtp.check(openAccount(away, { origin }))).warnings, undefined)
  assert.equal((await Smtp.check(openAccount(credentials))).warnings?.length, 1)
})

test('A39: a server in a private network is not reached by any spelling, unless the operator allows that very one', async () => {
  const { port } = credentials
  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '127.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
  ]) {
    const account = openAccount(
      { ...credentials, host },
      { network: networkOf([`smtp://127.0.0.1:${port + 1}`]) },
    )
    // Some systems do not know the odd spellings at all.
    await assert.rejects(async () => Smtp.check(account), {
      code: /refused|unavailable/,
      says: /private network|No machine/,
    })
  }
  const allowed = openAccount(credentials, { network: networkOf([`smtp://${credentials.host}:${port}`]) })
  assert.equal((await Smtp.check(allowed)).warnings?.length, 1)
})

test('the name is looked up once, and what was found is what is connected to', async () => {
  const found = [[credentials.host], ['127.0.0.9']]
  const resolve = async () => found.shift() ?? []
  const network = { resolve, privateOrigins: new Set([`smtp://mail.shop.test:${credentials.port}`]) }
  await Smtp.check(openAccount({ ...credentials, host: 'mail.shop.test' }, { network }))
  assert.equal(found.length, 1)
})

test('a mail that the server finds too large is refused before it is sent', async () => {
  const raw = Buffer.alloc(26 * 1024 * 1024, 'a\r\n')
  const { deliver } = await import('./client.ts')
  const sent = deliver(openAccount(credentials), { from: credentials.from, to: credentials.team, raw })
  await assert.rejects(sent, { code: 'refused' })
})

test('the server’s words are passed on without the password', () => {
  const error = Object.assign(new Error('x'), { responseCode: 550, response: '550 no\r\npass-1234 here' })
  const refusal = refusalOf(error, false, ['pass-1234'])
  assert.equal(refusal.says, 'The mail server refused it: 550 no … here')
  assert.equal(refusalOf('odd', true, []).code, 'unknown_outcome')
})
