import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type MailboxSandbox, startMailbox } from '#sandbox/mailbox/mailbox.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import type { SmtpCredentials } from './credentials.ts'
import { smtpMailMember } from './mail-member.ts'

const attempt = { key: 'notifications:1', since: new Date().toISOString() }
const letter = { subject: 'An approval is asked for', text: 'Look at it.' }
let mailbox: MailboxSandbox
let credentials: SmtpCredentials
before(async () => {
  mailbox = await startMailbox()
  const { host, port, user, pass } = mailbox
  const team = ['bob@team.example']
  credentials = { host, port, security: 'none', user, pass, from: 'desk@shop.example', team }
})
after(() => mailbox.close())

test('A23: a member is mailed at their own address, and nobody else; whoever is none is not', async () => {
  const members = { mem_ann: 'ann@mugs.test', mem_eve: 'eve@mugs.test\r\nBcc: all@evil.example' }
  const account = openAccount(credentials, { members })
  await smtpMailMember.run({ ...letter, member: 'mem_ann' }, account, attempt)
  const [mail] = mailbox.messages
  assert.deepEqual(
    [mail?.from, mail?.to, mail?.headers.to],
    [credentials.from, ['ann@mugs.test'], 'ann@mugs.test'],
  )
  const gone = smtpMailMember.run({ ...letter, member: 'mem_gone' }, account, attempt)
  await assert.rejects(gone, { code: 'not_found' })
  const smuggled = smtpMailMember.run({ ...letter, member: 'mem_eve' }, account, attempt)
  await assert.rejects(smuggled, { code: 'invalid_input' })
  assert.equal(mailbox.messages.length, 1)
})
