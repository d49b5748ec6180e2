import { z } from 'zod'
import { isCertainNo, isNeverSent } from '#spine/calls/certain-no.ts'
import { soonSeconds } from '#spine/calls/circuit.ts'
import { jsonOf, type Reply } from '#spine/calls/exchange.ts'
import { secondsToWait } from '#spine/calls/retry-after.ts'
import { Refusal } from '#spine/refusal.ts'

/** A read may be repeated freely; a write may have been done although we never hear of it. */
export interface Purpose {
  readonly isWrite: boolean
}

const GraphqlError = z.looseObject({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.looseObject({ code: z.string().optional() }).optional(),
})
const Cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number(),
  }),
})
const Envelope = z.looseObject({
  data: z.unknown().optional(),
  // A string, too, where the request did not even reach GraphQL.
  errors: z
    .union([z.array(GraphqlError), z.string().transform(message => [GraphqlError.parse({ message })])])
    .default([]),
  extensions: z.looseObject({ cost: Cost.optional().catch(undefined) }).optional(),
})
export type Envelope = z.output<typeof Envelope>

/** The body of a 200 as GraphQL has it; anything else is as good as no answer. */
export function readEnvelope(reply: Reply, purpose: Purpose): Envelope {
  const envelope = Envelope.safeParse(jsonOf(reply))
  if (!envelope.success) throw lost(purpose, 'answered with something that is not its own')
  return envelope.data
}

/** Seconds until a throttled request can pass; undefined for one that was not throttled. */
export function throttledFor({ errors, extensions }: Envelope): number | undefined {
  if (!errors.some(error => codeOf(error) === 'THROTTLED')) return undefined
  const cost = extensions?.cost
  if (!cost) return unsaidWait
  const { currentlyAvailable, restoreRate } = cost.throttleStatus
  return Math.max(0.5, (cost.requestedQueryCost - currentlyAvailable) / Math.max(1, restoreRate))
}

/** Seconds to wait where a throttled answer tells no cost. */
const unsaidWait = 2

const certain = new Set(['BAD_REQUEST', 'MAX_COST_EXCEEDED', 'MAX_INPUT_SIZE_EXCEEDED', 'SHOP_INACTIVE'])
const internal = new Set(['INTERNAL_SERVER_ERROR', 'INTERNAL_ERROR', 'TIMEOUT'])

/**
 * GraphQL's own errors. Without `data` nothing was begun; with it a write may have been done before something failed, unless the
 * code says that it was not.
 */
export function refusalOfErrors(envelope: Envelope, purpose: Purpose, secrets: readonly string[]): Refusal {
  const [first] = envelope.errors
  const code = codeOf(first)
  const words = clean(first?.message ?? '', secrets)
  if (code === 'ACCESS_DENIED')
    return new Refusal('forbidden', `The app's scopes do not allow that. Shopify says: ${words}`)
  if (code === 'IDEMPOTENCY_CONCURRENT_REQUEST')
    return new Refusal('unavailable', 'Shopify is still at the same request.', { retryAfterSeconds: 5 })
  // The next wish is under another key: this one is spent.
  if (code === 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED')
    return new Refusal('refused', 'Shopify says that its earlier attempt at the same request failed.')
  const wasBegun = envelope.data !== undefined && envelope.data !== null && !certain.has(code)
  if (internal.has(code) || (purpose.isWrite && wasBegun)) return lost(purpose, `failed: ${words}`)
  return new Refusal('refused', `Shopify refused it: ${words}`)
}

/** Whether a read lacks personal fields only, which Shopify withholds from apps that are not approved for them. */
export function onlyWithholds({ errors }: Envelope, { isWrite }: Purpose): boolean {
  const personal = ['email', 'customer', 'displayName']
  const isPersonal = (path: readonly (string | number)[] = []) => personal.includes(String(path.at(-1)))
  return !isWrite && errors.every(error => codeOf(error) === 'ACCESS_DENIED' && isPersonal(error.path))
}

function codeOf(error: z.output<typeof GraphqlError> | undefined): string {
  return error?.extensions?.code ?? ''
}

/** What an answer outside 200 means. On a write, only a plain 4xx is a certain no. */
export function refusalOfStatus({ status, headers }: Reply, purpose: Purpose): Refusal {
  if (status === 429) {
    const retryAfterSeconds = secondsToWait(headers)
    return new Refusal('rate_limited', 'Shopify allows no more calls for now.', { retryAfterSeconds })
  }
  if (status === 401)
    return new Refusal('unauthenticated', 'Shopify does not accept the access token: connect the shop again.')
  if (status === 402 || status === 423) return new Refusal('unavailable', 'The shop is frozen or locked.')
  if (status === 403) return new Refusal('forbidden', 'Shopify forbids this to the app.')
  if (status === 404) return new Refusal('not_found', 'Shopify does not know this shop.')
  if (!isCertainNo(status)) return lost(purpose, `answered ${status}`)
  return new Refusal('refused', `Shopify refused it with status ${status}.`)
}

/** No usable answer: harmless for a read, an open question for a write. */
export function lost({ isWrite }: Purpose, what: string): Refusal {
  return isWrite
    ? new Refusal('unknown_outcome', `Shopify ${what}; it may have done what we asked.`)
    : new Refusal('unavailable', `Shopify ${what}.`, { retryAfterSeconds: soonSeconds })
}

/** What a failed `fetch` means. Without the error itself: its message may quote headers. */
export function failure(purpose: Purpose, error: unknown): Refusal {
  if (!isNeverSent(error)) return lost(purpose, 'did not answer')
  return new Refusal('unavailable', 'Shopify cannot be reached.', { retryAfterSeconds: soonSeconds })
}

/** The platform's words, shortened and without what we must not repeat. */
export function clean(words: string, secrets: readonly string[]): string {
  const told = secrets.reduce((left, secret) => left.replaceAll(secret, '…'), words)
  return told.replaceAll(/[\p{Cc}]+/gu, ' ').slice(0, 300)
}
