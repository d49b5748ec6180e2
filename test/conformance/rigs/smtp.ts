import { startMailbox } from '#sandbox/mailbox/mailbox.ts'
import type { SmtpCredentials } from '#src/connectors/smtp/credentials.ts'
import type { FaultCase, Rig } from '../rig.ts'
import { freePort } from './nowhere.ts'

const atRecipient = { operation: 'RCPT' }
const never = 10 * 60 * 1000

/** SMTP says no by a reply; only a connection lost after DATA leaves a question. Reads are not disturbed: there are none. */
const smtpFaults: readonly FaultCase[] = [
  { name: '451', fault: { kind: 'throttled' }, read: [], write: ['unavailable'] },
  { name: '554', fault: { kind: 'status', status: 554 }, read: [], write: ['refused'] },
  {
    name: '450 to RCPT',
    fault: { kind: 'status', status: 450 },
    match: atRecipient,
    read: [],
    write: ['unavailable'],
  },
  {
    name: '550 to RCPT',
    fault: { kind: 'status', status: 550 },
    match: atRecipient,
    read: [],
    write: ['refused'],
  },
  {
    name: 'a reset at RCPT',
    fault: { kind: 'reset-before' },
    match: atRecipient,
    read: [],
    write: ['unavailable'],
  },
  { name: 'a reset before', fault: { kind: 'reset-before' }, read: [], write: ['unknown_outcome'] },
  { name: 'a reset after', fault: { kind: 'reset-after' }, read: [], write: ['unknown_outcome'] },
  {
    name: 'silence after DATA',
    fault: { kind: 'hang', ms: never, commits: true },
    read: [],
    write: ['unknown_outcome'],
    isSilent: true,
  },
]

/** A real mail server of the sandbox. */
export async function smtpRig(): Promise<Rig<SmtpCredentials>> {
  const pass = 'mailbox-pass-1234'
  const mailbox = await startMailbox({ pass })
  const good: SmtpCredentials = {
    host: mailbox.host,
    port: mailbox.port,
    security: 'none',
    user: mailbox.user,
    pass,
    from: 'desk@sandbox.example',
    // One address: a fault aimed at RCPT must be the end of the message.
    team: ['ann@team.example'],
  }
  return {
    good,
    bad: { ...good, pass: 'wrong-pass-wrong' },
    nowhere: { credentials: { ...good, port: await freePort() } },
    ledger: mailbox.ledger,
    faults: mailbox.faults,
    checkAim: null,
    deeds: {
      mail_team: {
        input: () => ({ subject: 'Three MUG are waiting – ünïcode', text: 'Order #1001.\n.\nGreetings' }),
        aim: { operation: 'DATA' },
        leaves: 'mail.accepted',
        undo: 'additive',
      },
      mail_member: {
        input: () => ({ member: 'mem_ann', subject: 'An approval is asked for', text: 'Look at it.' }),
        aim: { operation: 'DATA' },
        leaves: 'mail.accepted',
        undo: 'additive',
      },
    },
    faultCases: smtpFaults,
    throttles: [],
    samples: [],
    secrets: [Buffer.from(`\0${mailbox.user}\0${pass}`).toString('base64')],
    close: mailbox.close,
  }
}
