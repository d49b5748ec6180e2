import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { openAddresses } from '#spine/calls/outside/destination.ts'
import type { Account } from '#spine/connections/account.ts'
import { Refusal } from '#spine/refusal.ts'
import type { SmtpCredentials } from './credentials.ts'
import { refusalOf } from './replies.ts'

export type SmtpAccount = Account<SmtpCredentials>

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
}

const connectMs = 10_000
const silenceMs = 30_000
const deadlineMs = 60_000

/** Connects and signs in, and sends nothing. */
export async function greet(account: SmtpAccount): Promise<void> {
  await account.circuit.through(() => converse(account))
}

/**
 * Hands one message to the server. `unknown_outcome` where the connection was lost after the first byte of the message had
 * left: until then nothing can have been accepted.
 */
export async function deliver(account: SmtpAccount, envelope: Envelope): Promise<void> {
  await account.circuit.through(() => converse(account, envelope))
}

async function converse(account: SmtpAccount, envelope?: Envelope): Promise<void> {
  await account.pace.take(1)
  const { user, pass } = account.credentials
  const connection = new SMTPConnection(options(account, await whereTo(account)))
  const progress = { hasBegun: false }
  const broken = Promise.withResolvers<never>()
  // Stays on for good: an error after we left would otherwise end the process.
  connection.on('error', error => broken.reject(error))
  broken.promise.catch(() => undefined)
  const timer = setTimeout(() => broken.reject(new Error('Too slow')), deadlineMs)
  const talk = async () => {
    await step(done => connection.connect(done))
    if (user !== undefined)
      await step(done => connection.login({ credentials: { user, pass: pass ?? '' } }, done))
    if (envelope) await step(done => send(connection, envelope, progress, done))
  }
  try {
    await Promise.race([talk(), broken.promise])
    connection.quit()
  } catch (error) {
    connection.close()
    throw refuse(account, error, progress.hasBegun)
  } finally {
    clearTimeout(timer)
  }
}

function simulated({ origin }: SmtpAccount): URL | undefined {
  return origin?.startsWith('smtp://') ? new URL(origin) : undefined
}

// Looked up here and connected to as a number, so that nobody's own network is reached by a name that somebody typed.
async function whereTo(account: SmtpAccount): Promise<string | undefined> {
  const { host, port } = account.credentials
  const elsewhere = simulated(account)
  if (elsewhere) return elsewhere.hostname
  const [address] = await openAddresses(host, `smtp://${host.toLowerCase()}:${port}`, account.network)
  return address
}

function options(account: SmtpAccount, address: string | undefined) {
  const { host, port, security } = account.credentials
  const elsewhere = simulated(account)
  return {
    host: address ?? host,
    // The certificate is held against the name all the same.
    ...(isIP(host) === 0 && { servername: host }),
    port: elsewhere ? Number(elsewhere.port) : port,
    secure: !elsewhere && security === 'tls',
    requireTLS: !elsewhere && security === 'starttls',
    ignoreTLS: elsewhere !== undefined || security === 'none',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
  }
}

type Done = (error?: Error | null) => void

function step(start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => start(error => (error ? reject(error) : resolve())))
}

function send(
  connection: SMTPConnection,
  envelope: Envelope,
  progress: { hasBegun: boolean },
  done: Done,
): void {
  // The connection asks for the first piece only after the server's 354: up to then a lost connection is a certain no.
  const message = Readable.from(
    (function* () {
      progress.hasBegun = true
      yield envelope.raw
    })(),
  )
  connection.send({ from: envelope.from, to: [...envelope.to], size: envelope.raw.length }, message, done)
}

function refuse(account: SmtpAccount, error: unknown, hasBegun: boolean): Refusal {
  const { user = '', pass } = account.credentials
  const coded = [pass ?? '', `\0${user}\0${pass}`].map(text => Buffer.from(text).toString('base64'))
  const refusal = refusalOf(error, hasBegun, pass === undefined ? [] : [pass, ...coded])
  if (refusal.code === 'unauthenticated') account.notice({ kind: 'credentials_refused', says: refusal.says })
  return refusal
}
