import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { Refusal } from '#spine/refusal.ts'
import type { Envelope } from './client.ts'
import type { SmtpCredentials } from './credentials.ts'

export interface Letter {
  readonly key: string
  readonly subject: string
  readonly text: string
  readonly inReplyTo?: string | undefined
  /** One member's own address, instead of the team's. */
  readonly to?: string
}

/** The same key is the same Message-ID: whoever receives the mail twice sees that it is one. */
function messageId(key: string, from: string): string {
  return `<${createHash('sha256').update(key).digest('hex')}@${from.slice(from.lastIndexOf('@') + 1)}>`
}

/** A whole message from the connection's own address to the team's, or to one member, and to nobody else. */
export async function compose(
  credentials: SmtpCredentials,
  letter: Letter,
): Promise<Envelope & { id: string }> {
  const { from } = credentials
  const to = letter.to === undefined ? credentials.team : [letter.to]
  const id = messageId(letter.key, from)
  const answered = letter.inReplyTo === undefined ? undefined : answeredId(letter.inReplyTo)
  const node = new MailComposer({
    from: headerText(from),
    to: to.map(headerText),
    subject: headerText(letter.subject),
    messageId: id,
    ...(answered && { inReplyTo: answered, references: answered }),
    // Out-of-office answers are not sent to what says so (RFC 3834, 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: letter.text,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return { id, from, to, raw: await node.build() }
}

/** A header field is one line: what would begin another is refused, never mended. */
function headerText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\r\n\0]/.test(text)) throw new Refusal('invalid_input', 'A mail header must be a single line.')
  return text
}

function answeredId(id: string): string {
  if (/^<[\x21-\x3b\x3d\x3f\x41-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(id)) return id
  throw new Refusal('invalid_input', 'inReplyTo must be a Message-ID: <…@…>.')
}
