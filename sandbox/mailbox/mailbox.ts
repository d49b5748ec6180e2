import { z } from 'zod'
import { Faults } from '../faults.ts'
import { controlRoute, json, startHttp } from '../http.ts'
import { openLedger } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import { readHeaders } from './headers.ts'
import { startSmtp } from './smtp.ts'

export type MailboxOptions = {
  host?: string
  /** Of the SMTP server. */
  port?: number
  /** Of the HTTP door at which the mail can be read. */
  controlPort?: number
  user?: string
  pass?: string
  ledger?: Ledger
  faults?: Faults
}

const mailRecord = z.object({
  from: z.string(),
  to: z.array(z.string()),
  messageId: z.string(),
  subject: z.string(),
  headers: z.object({ from: z.string(), to: z.string() }),
  raw: z.string(),
})

/** `from` and `to` are the envelope's; `headers` is what the message itself says. */
export type Mail = z.infer<typeof mailRecord>

export type MailboxSandbox = {
  /** Of the HTTP door: `GET /__control/messages?to=&messageId=`, and the ledger and faults like everywhere. */
  url: string
  host: string
  port: number
  user: string
  pass: string
  ledger: Ledger
  faults: Faults
  readonly messages: Mail[]
  close(): Promise<void>
}

const platform = 'mailbox'

/** A mail server that keeps what it accepts. It is aimed at by `match: { operation: 'RCPT' | 'DATA', path: recipient }`. */
export async function startMailbox(options: MailboxOptions = {}): Promise<MailboxSandbox> {
  const { ledger = openLedger(), faults = new Faults(), host = '127.0.0.1' } = options
  const { user = 'shop@sandbox.example', pass = 'mailbox-pass', port = 0, controlPort = 0 } = options
  const messages = () =>
    ledger.entries({ platform, kind: 'mail.accepted' }).map(entry => mailRecord.parse(entry.details))
  const keep = (envelope: { from: string; to: string[]; raw: string }) => {
    const { messageId, subject, ...headers } = readHeaders(envelope.raw)
    const details = { ...envelope, messageId, subject, headers }
    ledger.append({ platform, kind: 'mail.accepted', ...(messageId && { key: messageId }), details })
  }
  const smtp = await startSmtp({ host, port, user, pass, faults, keep })
  const control = controlRoute(faults, ledger)
  const door = await startHttp({
    host,
    port: controlPort,
    faults: new Faults(),
    route: async request => {
      if (request.path !== '/__control/messages') return control(request) ?? json(404, { error: 'not found' })
      const [to, messageId] = [request.query.get('to'), request.query.get('messageId')]
      const found = messages()
        .filter(one => to === null || one.to.includes(to))
        .filter(one => messageId === null || one.messageId === messageId)
      return json(200, found)
    },
  })
  return {
    url: door.url,
    host,
    port: smtp.port,
    user,
    pass,
    ledger,
    faults,
    get messages() {
      return messages()
    },
    close: async () => {
      await Promise.all([smtp.close(), door.close()])
    },
  }
}
