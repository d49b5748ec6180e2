import { z } from 'zod'
import { exchange, jsonOf, type Reply } from '#spine/calls/exchange.ts'
import type { Account } from '#spine/connections/account.ts'
import type { Refusal } from '#spine/refusal.ts'
import { type Ask, failure, isCredentialError, lost, refusalOf } from './answers.ts'
import type { SlackCredentials } from './credentials.ts'

export type SlackAccount = Account<SlackCredentials>

const bounds = { deadlineMs: 15_000, mostBytes: 4 * 1024 * 1024 }

/** Slack says no with status 200: only `ok` counts. */
const Verdict = z.looseObject({ ok: z.boolean(), error: z.string().optional() })

/**
 * One call of one method, one attempt: who calls decides about repeating it. Throws Refusals only; `unknown_outcome` solely
 * for writes that may have happened. Also answers the scopes that Slack says the token has.
 */
export function ask<T>(account: SlackAccount, request: Ask, shape: z.ZodType<T>): Promise<Answered<T>> {
  return account.circuit.through(() => askOnce(account, request, shape))
}

interface Answered<T> {
  readonly answer: T
  readonly scopes: readonly string[] | undefined
}

async function askOnce<T>(account: SlackAccount, request: Ask, shape: z.ZodType<T>): Promise<Answered<T>> {
  await account.pace.take(1)
  const reply = await send(account, request)
  const body = jsonOf(reply)
  const verdict = Verdict.safeParse(body)
  const isRefused = reply.status < 200 || reply.status > 299 || verdict.data?.ok === false
  if (isRefused) throw await refuse(account, request, reply, verdict.data?.error)
  const answer = shape.safeParse(body)
  if (!verdict.success || !answer.success)
    throw lost(request, 'answered with something that we do not understand')
  const scopes = reply.headers.get('x-oauth-scopes')?.split(',')
  return { answer: answer.data, scopes: scopes?.map(scope => scope.trim()) }
}

async function send(account: SlackAccount, request: Ask): Promise<Reply> {
  const isRead = request.verb === 'GET'
  const url = new URL(`/api/${request.method}`, account.origin ?? 'https://slack.com')
  if (isRead)
    for (const [name, value] of Object.entries(request.args)) url.searchParams.set(name, String(value))
  try {
    return await exchange(
      signal =>
        fetch(url, {
          method: request.verb,
          headers: {
            authorization: `Bearer ${account.credentials.botToken}`,
            'user-agent': 'Storewright',
            ...(!isRead && { 'content-type': 'application/json; charset=utf-8' }),
          },
          ...(!isRead && { body: JSON.stringify(request.args) }),
          redirect: 'manual',
          signal,
        }),
      bounds,
    )
  } catch (error) {
    throw failure(request, error)
  }
}

async function refuse(account: SlackAccount, request: Ask, reply: Reply, error?: string): Promise<Refusal> {
  const refusal = refusalOf(request, reply, error)
  // A courtesy to the next caller; failing at it changes nothing about this answer.
  if (refusal.code === 'rate_limited')
    await account.pace.pause(refusal.retryAfterSeconds ?? 1).catch(() => undefined)
  if (reply.status === 401 || reply.status === 403 || isCredentialError(error))
    account.notice({ kind: 'credentials_refused', says: refusal.says })
  return refusal
}
