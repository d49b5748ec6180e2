import { randomBytes } from 'node:crypto'
import { allowed, type Fields } from './fields.ts'
import { eventOf } from './error-event.ts'
import { describeError } from './plain.ts'

/** Takes errors for a tracker; never throws and never waits. `message` is known before the program runs. */
export type Report = (message: string, error: unknown, fields: Fields) => void

/** Errors on their way to a tracker that speaks Sentry's protocol. */
export interface ErrorReports {
  readonly report: Report
  /** Resolves when nothing waits or is under way. */
  idle(): Promise<void>
  /** Sends what waits, for two seconds at most, and takes no more. */
  close(): Promise<void>
}

/** Where a DSN sends errors, and the public key that goes along. */
export interface Dsn {
  readonly url: string
  readonly key: string
}

const mostWaiting = 20
const mostPerMinute = 30
const minute = 60_000
const patienceMs = 5000
const closingMs = 2000

/** Reads `https://key@host/path/project`; undefined for what is none (develop.sentry.dev: DSN). */
export function readDsn(text: string): Dsn | undefined {
  const { protocol, username: key = '', password, host, pathname = '' } = URL.parse(text.trim()) ?? {}
  const [, folder, project] = /^(.*)\/(\w+)$/.exec(pathname) ?? []
  const isWeb = protocol === 'http:' || protocol === 'https:'
  if (!isWeb || !/^\w+$/.test(key) || password || project === undefined) return undefined
  return { url: `${protocol}//${host}${folder}/api/${project}/envelope/`, key }
}

/**
 * Reports errors by their kind, place and ids of ours, one after another and beside the work. The same error is told once a minute, all
 * of them thirty times, and nothing while the tracker asks for peace; what is too much is dropped and counted into the next.
 */
export function openErrorReports({ url, key }: Dsn, now: () => number = Date.now): ErrorReports {
  const waiting: string[] = []
  const told = new Map<string, number>()
  let dropped = 0
  let quietUntil = 0
  let isClosed = false
  let sending: Promise<void> | undefined

  const isTooMuch = (name: string): boolean => {
    for (const [one, at] of told) if (now() - at >= minute) told.delete(one)
    return (
      isClosed ||
      now() < quietUntil ||
      told.has(name) ||
      told.size >= mostPerMinute ||
      waiting.length >= mostWaiting
    )
  }
  const post = async (body: string): Promise<void> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-sentry-envelope',
          'x-sentry-auth': `Sentry sentry_version=7, sentry_client=storewright/1, sentry_key=${key}`,
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      })
      await response.body?.cancel()
      if (response.status !== 429) return
      const seconds = Number(response.headers.get('retry-after'))
      quietUntil = now() + (seconds > 0 ? seconds * 1000 : minute)
    } catch {
      // Nobody is there to be told that nobody can be told; the log has it all the same.
    }
  }
  const drain = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (now() >= quietUntil) await post(next)
      else dropped += 1
    }
    sending = undefined
  }
  return {
    report: (message, error, fields) => {
      const described = error === undefined ? undefined : describeError(error)
      const name = [message, described?.name, described?.code, described?.at[0]].join('\n')
      if (isTooMuch(name)) return void (dropped += 1)
      told.set(name, now())
      const id = randomBytes(16).toString('hex')
      waiting.push(
        envelope(id, eventOf({ id, at: now(), message, described, about: allowed(fields).kept, dropped })),
      )
      dropped = 0
      sending ??= drain()
    },
    idle: async () => sending,
    close: async () => {
      isClosed = true
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, closingMs)
      await Promise.race([sending, late.promise])
      clearTimeout(timer)
      waiting.length = 0
    },
  }
}

// Three lines: the envelope's header, the item's, and the item (develop.sentry.dev: envelopes).
function envelope(id: string, event: object): string {
  const item = JSON.stringify(event)
  const head = JSON.stringify({ event_id: id, sent_at: new Date().toISOString() })
  const about = { type: 'event', content_type: 'application/json', length: Buffer.byteLength(item) }
  return `${head}\n${JSON.stringify(about)}\n${item}\n`
}
