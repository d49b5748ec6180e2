import type { z } from 'zod'
import { exchange, type Reply } from '#spine/calls/exchange.ts'
import type { Account } from '#spine/connections/account.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import {
  type Envelope,
  failure,
  lost,
  onlyWithholds,
  type Purpose,
  readEnvelope,
  refusalOfErrors,
  refusalOfStatus,
  throttledFor,
} from './answers.ts'
import { type Credentials, secretsOf } from './credentials.ts'
import { type AskToken, renew, renewIfDue } from './oauth/tokens.ts'

export type ShopifyAccount = Account<Credentials>

/** The only version that is asked for; what else the schema files hold is for the tests. */
export const apiVersion = '2026-10'

const deadlineMs = 20_000
const mostBytes = 8 * 1024 * 1024
const mostTries = 4

/** A document with what it reads. `cost` is what the platform will ask for it, in its points. */
export interface Operation<T> extends Purpose {
  readonly text: string
  readonly cost: number
  readonly shape: z.ZodType<T>
}

/**
 * Asks the Admin API. Throws Refusals only: for a read everything transient is `unavailable`; a write that may have happened is
 * `unknown_outcome`. Throttling is waited out within the deadline, and an ended token renewed.
 */
export function ask<T>(
  account: ShopifyAccount,
  operation: Operation<T>,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  return account.circuit.through(() => askWithToken(account, operation, variables))
}

async function askWithToken<T>(
  account: ShopifyAccount,
  operation: Operation<T>,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  // By a clock that nobody can set: a deadline that moves with the system's would outlast the lease of a write.
  const until = performance.now() + deadlineMs
  const askToken: AskToken = form => askForToken(account.origin, account.credentials.shop, form, until)
  try {
    await renewIfDue(account, askToken)
    const used = account.credentials.accessToken
    try {
      return await attempt(account, operation, variables, until)
    } catch (error) {
      // Refused by 401 before anything was done, so a write may be repeated too.
      if (!isUnauthenticated(error) || !(await renew(account, used, askToken))) throw error
      return await attempt(account, operation, variables, until)
    }
  } catch (error) {
    if (isUnauthenticated(error)) account.notice({ kind: 'credentials_refused', says: error.says })
    throw error
  }
}

function isUnauthenticated(error: unknown): error is Refusal {
  return isRefusal(error) && error.code === 'unauthenticated'
}

async function attempt<T>(
  account: ShopifyAccount,
  operation: Operation<T>,
  variables: Readonly<Record<string, unknown>>,
  until: number,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    await account.pace.take(operation.cost)
    const envelope = await askOnce(account, operation, variables, until)
    const wait = throttledFor(envelope)
    if (wait === undefined) return understand(account, operation, envelope)
    await account.pace.pause(wait)
    if (tries === mostTries || performance.now() + wait * 1000 > until)
      throw new Refusal('rate_limited', 'Shopify allows no more calls for now.', {
        retryAfterSeconds: Math.ceil(wait),
      })
  }
}

async function askOnce<T>(
  account: ShopifyAccount,
  operation: Operation<T>,
  variables: Readonly<Record<string, unknown>>,
  until: number,
): Promise<Envelope> {
  const { shop, accessToken } = account.credentials
  const url = new URL(`/admin/api/${apiVersion}/graphql.json`, account.origin ?? `https://${shop}`)
  const body = JSON.stringify({ query: operation.text, variables })
  const reply = await post(url, { 'x-shopify-access-token': accessToken }, body, operation, until)
  const answered = reply.headers.get('x-shopify-api-version')
  if (answered !== null && answered !== apiVersion)
    account.notice({ kind: 'version', asked: apiVersion, answered })
  if (reply.status === 200) return learn(account, readEnvelope(reply, operation))
  const refusal = refusalOfStatus(reply, operation)
  if (refusal.code === 'rate_limited')
    await account.pace.pause(refusal.retryAfterSeconds ?? 1).catch(() => undefined)
  throw refusal
}

async function learn(account: ShopifyAccount, envelope: Envelope): Promise<Envelope> {
  const status = envelope.extensions?.cost?.throttleStatus
  if (!status || status.maximumAvailable <= 0 || status.restoreRate <= 0) return envelope
  const { maximumAvailable: capacity, currentlyAvailable, restoreRate: perSecond } = status
  const reading = { level: Math.max(0, currentlyAvailable), capacity, perSecond }
  // A courtesy to the next caller: failing at it must not make a done write look undone.
  await account.pace.learn(reading).catch(() => undefined)
  return envelope
}

function understand<T>(account: ShopifyAccount, operation: Operation<T>, envelope: Envelope): T {
  const parsed = operation.shape.safeParse(envelope.data)
  const isWhole = envelope.errors.length === 0 || (parsed.success && onlyWithholds(envelope, operation))
  if (!isWhole) throw refusalOfErrors(envelope, operation, secretsOf(account.credentials))
  if (parsed.success) return parsed.data
  throw lost(operation, 'answered in a form that is not its own')
}

/** Asks for tokens, at the shop and nowhere else. The form is answered once: it is never repeated here. */
export function askForToken(
  origin: string | undefined,
  shop: string,
  form: Readonly<Record<string, string>>,
  until = performance.now() + deadlineMs,
): Promise<Reply> {
  const url = new URL('/admin/oauth/access_token', origin ?? `https://${shop}`)
  return post(url, {}, JSON.stringify(form), { isWrite: false }, until)
}

async function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  purpose: Purpose,
  until: number,
): Promise<Reply> {
  try {
    return await exchange(
      signal =>
        fetch(url, {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/json',
            accept: 'application/json',
            'user-agent': 'Storewright',
          },
          body,
          redirect: 'manual',
          signal,
        }),
      { deadlineMs: until - performance.now(), mostBytes },
    )
  } catch (error) {
    throw failure(purpose, error)
  }
}
