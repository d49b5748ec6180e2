import { z } from 'zod'
import type { Account } from '#spine/connections/account.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import { refusalOf, type GraphqlError } from './answers.ts'
import type { Credentials } from './credentials.ts'
import { renewIfNeeded } from './tokens.ts'

/** The only version that is asked for; what else the schema files hold is for the tests. */
export const apiVersion = '2026-10'

const deadlineMs = 20_000
const largestAnswer = 8 * 1024 * 1024

/** A document with what it reads. `cost` is a first guess at its points; the platform's answers correct the pace. */
export interface Operation<T> {
  readonly text: string
  readonly isWrite: boolean
  readonly cost: number
  readonly data: z.ZodType<T>
}

const Cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number(),
  }),
})
const Envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.array(
        z
          .object({
            message: z.string(),
            extensions: z.object({ code: z.string().optional() }).loose().optional(),
          })
          .loose(),
      ),
      z.string(),
    ])
    .optional(),
  extensions: z.object({ cost: Cost.optional() }).loose().optional(),
})

/**
 * Asks the Admin API. Throws Refusals only: for a read everything transient is `unavailable`; for a write whatever may have
 * happened is `unknown_outcome`. Throttling is waited out within the deadline.
 */
export async function ask<T>(
  account: Account<Credentials>,
  operation: Operation<T>,
  variables: Record<string, unknown>,
): Promise<T> {
  await renewIfNeeded(account, post, false)
  try {
    return await attempt(account, operation, variables)
  } catch (error) {
    // A token may end between two calls, or have been replaced by another process.
    if (
      !isRefusal(error) ||
      error.code !== 'unauthenticated' ||
      account.credentials.refreshToken === undefined
    )
      throw error
    await renewIfNeeded(account, post, true)
    return attempt(account, operation, variables)
  }
}

async function attempt<T>(
  account: Account<Credentials>,
  operation: Operation<T>,
  variables: Record<string, unknown>,
): Promise<T> {
  const until = Date.now() + deadlineMs
  for (;;) {
    await account.pace.take(operation.cost)
    const answer = await send(account, operation, variables)
    const cost = answer.extensions?.cost
    if (cost) await learn(account, cost)
    const errors: readonly GraphqlError[] =
      typeof answer.errors === 'string' ? [{ message: answer.errors }] : (answer.errors ?? [])
    if (errors.some(error => error.extensions?.code === 'THROTTLED')) {
      const wait = cost
        ? Math.max(
            0.5,
            (cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable) /
              Math.max(1, cost.throttleStatus.restoreRate),
          )
        : 2
      await account.pace.pause(wait)
      if (Date.now() + wait * 1000 < until) continue
      throw new Refusal('rate_limited', 'Shopify allows no more calls for now.', {
        retryAfterSeconds: Math.ceil(wait),
      })
    }
    if (errors.length > 0) throw refusalOf(errors, operation.isWrite)
    const parsed = operation.data.safeParse(answer.data)
    if (parsed.success) return parsed.data
    throw new Refusal(
      operation.isWrite ? 'unknown_outcome' : 'unavailable',
      'Shopify answered in a form that is not its own.',
      { cause: parsed.error },
    )
  }
}

function learn(account: Account<Credentials>, { throttleStatus }: z.output<typeof Cost>): Promise<void> {
  const { maximumAvailable, currentlyAvailable, restoreRate } = throttleStatus
  return account.pace.learn({ level: currentlyAvailable, capacity: maximumAvailable, perSecond: restoreRate })
}

async function send<T>(
  account: Account<Credentials>,
  operation: Operation<T>,
  variables: Record<string, unknown>,
): Promise<z.output<typeof Envelope>> {
  const answer = await post(
    account,
    `/admin/api/${apiVersion}/graphql.json`,
    { query: operation.text, variables },
    operation.isWrite,
  )
  const answered = answer.headers.get('x-shopify-api-version')
  if (answered !== null && answered !== apiVersion)
    account.notice({ kind: 'version', asked: apiVersion, answered })
  const parsed = Envelope.safeParse(answer.json)
  if (parsed.success) return parsed.data
  throw new Refusal(
    operation.isWrite ? 'unknown_outcome' : 'unavailable',
    'Shopify answered in a form that is not its own.',
  )
}

/** A POST with JSON to the shop, and nowhere else. */
export type Post = typeof post

async function post(
  account: Account<Credentials>,
  path: string,
  body: unknown,
  isWrite: boolean,
): Promise<{ headers: Headers; json: unknown }> {
  const { shop, accessToken } = account.credentials
  let answer: Response
  let text: string
  try {
    answer = await fetch(`${account.origin ?? `https://${shop}`}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-shopify-access-token': accessToken,
      },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
    })
    text = await readAll(answer)
  } catch (error) {
    throw lost(error, isWrite)
  }
  if (answer.status === 200) {
    try {
      return { headers: answer.headers, json: JSON.parse(text) as unknown }
    } catch (error) {
      throw new Refusal(
        isWrite ? 'unknown_outcome' : 'unavailable',
        'Shopify answered with something that is no JSON.',
        { cause: error },
      )
    }
  }
  throw refusalOfStatus(account, answer, isWrite)
}

async function readAll(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body ?? []) {
    length += chunk.byteLength
    if (length > largestAnswer) throw new Error('the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
])

// Before a byte was sent, nothing can have happened; after it, anything.
function lost(error: unknown, isWrite: boolean): Refusal {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const isUnsent = neverSent.has(code)
  return new Refusal(
    isWrite && !isUnsent ? 'unknown_outcome' : 'unavailable',
    'Shopify could not be reached, or broke off.',
    { retryAfterSeconds: 5 },
  )
}

function refusalOfStatus(account: Account<Credentials>, answer: Response, isWrite: boolean): Refusal {
  const { status } = answer
  if (status === 429)
    return new Refusal('rate_limited', 'Shopify allows no more calls for now.', {
      retryAfterSeconds: retryAfter(answer.headers),
    })
  if (status === 401) {
    const says = 'Shopify does not accept the access token: authorise the connection again.'
    if (account.credentials.refreshToken === undefined) account.notice({ kind: 'credentials_refused', says })
    return new Refusal('unauthenticated', says)
  }
  if (status === 402 || status === 423) return new Refusal('unavailable', 'The shop is frozen or locked.')
  if (status === 403) return new Refusal('forbidden', 'Shopify forbids this to the app.')
  if (status === 404) return new Refusal('not_found', 'Shopify does not know this shop.')
  if (status >= 300 && status < 400)
    return new Refusal('unavailable', 'Shopify sent us elsewhere, where we do not go.')
  const isDefinite = status < 500 && status !== 408 && status !== 409 && status !== 425
  if (isDefinite) return new Refusal('refused', `Shopify refused with status ${status}.`)
  return new Refusal(isWrite ? 'unknown_outcome' : 'unavailable', `Shopify failed with status ${status}.`, {
    retryAfterSeconds: 5,
  })
}

function retryAfter(headers: Headers): number {
  const text = headers.get('retry-after') ?? ''
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(1, Math.ceil(seconds))) : 2
}
