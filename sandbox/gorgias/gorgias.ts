import { Faults } from '../faults.ts'
import { controlRoute, startHttp } from '../http.ts'
import type { Answer, HttpRequest } from '../http.ts'
import { openLedger } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import { CallLimit } from '../call-limit.ts'
import type { CallLimitOptions } from '../call-limit.ts'
import { Desk } from './desk.ts'
import type { WholeTicket } from './records.ts'
import { Rejected } from './rejected.ts'
import { refusal, routes } from './routes.ts'

export type GorgiasOptions = {
  host?: string
  port?: number
  email?: string
  apiKey?: string
  domain?: string
  /** Connected mailboxes: the desk sends from no other address. */
  mailboxes?: readonly string[]
  /** 40 calls in 20 seconds unless told: the limit of an API key on an ordinary plan. */
  limit?: CallLimitOptions
  /** Whether `GET /api/tickets?external_id=` narrows the list. Documented, yet not tried on a real account: off, i.e. ignored. */
  filtersExternalId?: boolean
  ledger?: Ledger
  faults?: Faults
}

export type GorgiasSandbox = {
  url: string
  email: string
  apiKey: string
  ledger: Ledger
  faults: Faults
  readonly tickets: WholeTicket[]
  close(): Promise<void>
}

/** A simulated Gorgias account. It has no idempotency keys: a repeated POST makes a second ticket. */
export async function startGorgias(options: GorgiasOptions = {}): Promise<GorgiasSandbox> {
  const { ledger = openLedger(), faults = new Faults(), filtersExternalId = false } = options
  const { email = 'desk@sandbox.example', apiKey = 'gorgias-key', domain = 'sandbox' } = options
  const desk = new Desk(ledger, { id: 1, email, name: 'Sandbox Desk' }, options.mailboxes)
  const limit = new CallLimit(options.limit ?? { calls: 40, perSeconds: 20 })
  const control = controlRoute(faults, ledger)
  const run = routes({ desk, domain, filtersExternalId })
  const server = await startHttp({
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
    faults,
    route: async request => {
      const own = control(request)
      if (own) return own
      if (!isKnown(request, email, apiKey)) return refusal(new Rejected(401, 'Unauthorized.'))
      return limited(limit, request, run)
    },
  })
  return {
    url: server.url,
    email,
    apiKey,
    ledger,
    faults,
    get tickets() {
      return [...desk.tickets.keys()].map(id => desk.whole(id))
    },
    close: server.close,
  }
}

function isKnown(request: HttpRequest, email: string, apiKey: string): boolean {
  const expected = Buffer.from(`${email}:${apiKey}`).toString('base64')
  return request.headers.authorization === `Basic ${expected}`
}

function limited(limit: CallLimit, request: HttpRequest, run: (request: HttpRequest) => Answer): Answer {
  const seconds = request.fault?.kind === 'throttled' ? 1 : limit.take()
  const answer = seconds > 0 ? refusal(new Rejected(429, 'Too many requests.')) : run(request)
  const wait = seconds > 0 ? { 'retry-after': String(seconds) } : undefined
  const state = { 'x-gorgias-account-api-call-limit': limit.state() }
  return { ...answer, headers: { ...answer.headers, ...state, ...wait } }
}
