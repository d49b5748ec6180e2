import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, beforeEach, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { Faults } from '../faults.ts'
import type { Fault } from '../faults.ts'
import { readHeaders } from './headers.ts'
import { startMailbox } from './mailbox.ts'

/** Says when a fault has been taken and acted upon, so that no test has to wait for a time. */
class Watched extends Faults {
  taken: () => void = () => undefined

  override next(path: string, operation?: string): Fault | undefined {
    const fault = super.next(path, operation)
    if (fault) setImmediate(this.taken)
    return fault
  }
}

const faults = new Watched()
const mailbox = await startMailbox({ faults })
after(() => mailbox.close())
beforeEach(() => mailbox.faults.clear())

function send(more: object = {}, auth = { user: mailbox.user, pass: mailbox.pass }) {
  const transport = createTransport({ host: mailbox.host, port: mailbox.port, auth })
  const mail = { from: 'Shop <shop@sandbox.example>', to: 'ann@shop.example', subject: 'Hello', text: 'Hi' }
  return transport.sendMail({ ...mail, ...more })
}
const kept = () => mailbox.messages.length
const refusedWith = (responseCode: number) => (error: unknown) => {
  assert.equal(z.object({ responseCode: z.number() }).parse(error).responseCode, responseCode)
  return true
}
const sendUnder = (fault: Fault, operation = 'DATA', more: object = {}) => {
  mailbox.faults.plan(fault, 1, { operation })
  return send(more)
}

test('accepted mail is kept raw, with its headers read, and is in the ledger under its Message-ID', async () => {
  const subject = 'Grüße: 3 of 8 cups are waiting — and a subject so long that it has to be folded over lines'
  await send({ subject, messageId: '<act-1@shop.example>', cc: 'bob@shop.example' })
  const mail = mailbox.messages.at(-1)
  assert.deepEqual([mail?.subject, mail?.messageId], [subject, '<act-1@shop.example>'])
  assert.deepEqual([mail?.from, mail?.to], ['shop@sandbox.example', ['ann@shop.example', 'bob@shop.example']])
  assert.equal(mail?.headers.from, 'Shop <shop@sandbox.example>')
  assert.match(mail?.raw ?? '', /\r\n\r\nHi/)
  assert.equal(mailbox.ledger.entries({ platform: 'mailbox' }).at(-1)?.key, '<act-1@shop.example>')
})

test('a wrong password and a missing login are refused', async () => {
  const before = kept()
  await assert.rejects(send({}, { user: mailbox.user, pass: 'no' }), refusedWith(535))
  const open = createTransport({ host: mailbox.host, port: mailbox.port })
  await assert.rejects(open.sendMail({ from: 'a@x.example', to: 'b@x.example', text: 'x' }), refusedWith(530))
  assert.equal(kept(), before)
})

test('a recipient is refused, for good or for now, and only that one', async () => {
  const before = kept()
  await assert.rejects(sendUnder({ kind: 'status', status: 550 }, 'RCPT'), refusedWith(550))
  assert.equal(kept(), before)
  const match = { operation: 'RCPT', path: 'gone@shop.example' }
  mailbox.faults.plan({ kind: 'status', status: 550 }, 1, match)
  const sent = await send({ to: ['gone@shop.example', 'ann@shop.example'] })
  assert.deepEqual(sent.rejected, ['gone@shop.example'])
  assert.deepEqual(mailbox.messages.at(-1)?.to, ['ann@shop.example'])
})

test('a message is refused for now after DATA, and a throttle is a 451', async () => {
  const before = kept()
  await assert.rejects(sendUnder({ kind: 'status', status: 451 }), refusedWith(451))
  await assert.rejects(sendUnder({ kind: 'throttled' }), refusedWith(451))
  await assert.rejects(sendUnder({ kind: 'reset-before' }, 'RCPT'))
  assert.equal(kept(), before)
})

test('a cut before keeps nothing, a cut after keeps the mail: the sender cannot tell which', async () => {
  const before = kept()
  await assert.rejects(sendUnder({ kind: 'reset-before' }))
  assert.equal(kept(), before)
  await assert.rejects(sendUnder({ kind: 'reset-after' }))
  assert.equal(kept(), before + 1)
})

test('a fault aimed at nothing strikes the message, not its recipients', async () => {
  const before = kept()
  mailbox.faults.percent({ kind: 'reset-after' }, 1)
  await assert.rejects(send({ to: ['a@x.example', 'b@x.example'] }))
  assert.equal(kept(), before + 1)
})

test('a hanging server keeps the mail of a sender who left only if the fault commits', async () => {
  const leaving = async (commits: boolean) => {
    const socket = connect(mailbox.port, mailbox.host)
    await once(socket, 'connect')
    faults.taken = () => socket.destroy()
    faults.plan({ kind: 'hang', ms: 60_000, commits }, 1, { operation: 'DATA' })
    const auth = { user: mailbox.user, pass: mailbox.pass }
    const transport = createTransport({ connection: socket, auth, secure: false })
    await assert.rejects(transport.sendMail({ from: 'a@x.example', to: 'b@x.example', text: 'Hi' }))
    faults.taken = () => undefined
  }
  const before = kept()
  await leaving(false)
  assert.equal(kept(), before)
  await leaving(true)
  assert.equal(kept(), before + 1)
  await sendUnder({ kind: 'hang', ms: 1 })
  await sendUnder({ kind: 'hang', ms: 1, commits: true })
  assert.equal(kept(), before + 3)
})

test('another process reads the mail and aims faults through the HTTP door', async () => {
  const read = async (query: string) => {
    const answer = await fetch(`${mailbox.url}/__control/messages${query}`)
    return z.array(z.looseObject({ messageId: z.string() })).parse(await answer.json())
  }
  await send({ to: 'door@shop.example', messageId: '<door@shop.example>' })
  assert.equal((await read('?to=door@shop.example')).length, 1)
  assert.equal((await read('?messageId=%3Cdoor@shop.example%3E')).length, 1)
  assert.equal((await read('')).length, kept())
  const body = JSON.stringify({ fault: { kind: 'status', status: 550 }, match: { operation: 'RCPT' } })
  await fetch(`${mailbox.url}/__control/faults`, { method: 'POST', body })
  await assert.rejects(send(), refusedWith(550))
})

test('mail kept before is there again when the mailbox starts on the same ledger', async () => {
  const again = await startMailbox({ ledger: mailbox.ledger })
  assert.deepEqual(again.messages, mailbox.messages)
  await again.close()
})

test('headers are found whatever their case, unfolded and decoded, and never in the body', () => {
  const raw =
    'SUBJECT: =?utf-8?Q?Gr=C3=BC=C3=9Fe_an?=\r\n =?utf-8?B?IEFubg==?=\r\nTo: a@x.example,\r\n\tb@x.example\r\n\r\nFrom: no\r\n'
  assert.deepEqual(readHeaders(raw), {
    messageId: '',
    subject: 'Grüße an Ann',
    from: '',
    to: 'a@x.example, b@x.example',
  })
})
