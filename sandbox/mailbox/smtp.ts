import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerSession } from 'smtp-server'
import type { Fault, Faults } from '../faults.ts'

export type Envelope = { from: string; to: string[]; raw: string }

export type SmtpOptions = {
  host: string
  port: number
  user: string
  pass: string
  faults: Faults
  /** Called once for each message, before its 250 goes out. */
  keep: (envelope: Envelope) => void
}

/** A real SMTP server: AUTH is demanded, STARTTLS is not offered. Resolves when it listens. */
export async function startSmtp(options: SmtpOptions): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Map<number, Socket>()
  const server = new SMTPServer({
    name: 'mailbox.sandbox.example',
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: 25 * 1024 * 1024,
    onAuth: (auth, _, done) => {
      const isKnown = auth.username === options.user && auth.password === options.pass
      done(isKnown ? null : reply(535, '5.7.8 Authentication credentials invalid'), { user: auth.username })
    },
    onRcptTo: ({ address }, session, done) => {
      const fault = options.faults.nextAimed(address, 'RCPT')
      if (fault?.kind.startsWith('reset')) sockets.get(session.remotePort)?.resetAndDestroy()
      else done(refusal(fault))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const answer = (error?: Error) => (error ? done(error) : done(null, '2.0.0 Ok: queued'))
        const envelope = envelopeOf(session, Buffer.concat(chunks))
        void receive(options, envelope, sockets.get(session.remotePort), answer)
      })
    },
  })
  // A client that breaks off is an everyday thing here, and an unheard 'error' would end the process.
  server.on('error', () => undefined)
  server.server.on('connection', socket => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  const listening = server.listen(options.port, options.host)
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('The mailbox has no TCP port')
  return {
    port: address.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets.values()) socket.destroy()
      }),
  }
}

async function receive(
  { faults, keep }: SmtpOptions,
  envelope: Envelope,
  socket: Socket | undefined,
  answer: (error?: Error) => void,
): Promise<void> {
  const fault = faults.next(envelope.to[0] ?? '', 'DATA')
  const commits = fault !== undefined && 'commits' in fault && fault.commits === true
  const refused = refusal(fault)
  if (fault?.kind === 'reset-before') return void socket?.resetAndDestroy()
  if (fault?.kind === 'reset-after' || commits) keep(envelope)
  if (fault?.kind === 'reset-after') return void socket?.resetAndDestroy()
  if (refused) return answer(refused)
  if (fault?.kind === 'hang' && !(await staysFor(socket, fault.ms))) return
  if (!commits) keep(envelope)
  answer()
}

/** A status fault in SMTP's codes, or a throttle in its words; other kinds are no refusal. */
function refusal(fault: Fault | undefined): Error | null {
  if (fault?.kind === 'throttled') return reply(451, '4.7.1 Too many messages, try again later')
  if (fault?.kind !== 'status') return null
  const detail = fault.status >= 500 ? '5.1.1 Refused' : '4.3.0 Try again later'
  return reply(fault.status, fault.body ?? detail)
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

function envelopeOf({ envelope }: SMTPServerSession, raw: Buffer): Envelope {
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  return { from, to: envelope.rcptTo.map(one => one.address), raw: raw.toString('utf8') }
}

async function staysFor(socket: Socket | undefined, ms: number): Promise<boolean> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  socket?.once('close', leave)
  await wait(ms, undefined, { signal: gone.signal }).catch(() => undefined)
  socket?.off('close', leave)
  return !gone.signal.aborted && socket?.destroyed === false
}
