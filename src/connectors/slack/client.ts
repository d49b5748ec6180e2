import { z } from 'zod'
import type { Account } from '#spine/connections/account.ts'
import type { Refusal } from '#spine/refusal.ts'
import { type Ask, failure, isCredentialError, lost, refusalOf, type Reply } from './answers.ts'
import type { SlackCredentials } from './credentials.ts'

export type SlackAccount = Account<SlackCredentials>

const deadlineMs = 15_000
const longestAnswer = 4 * 1024 * 1024

/** Slack says no with status 200: only `ok` counts. */
const Verdict = z.looseObject({ ok: z.boolean(), error: z.string().optional() })

/**
 * One call of one method, one attempt: who calls decides about repeating it. Throws Refusals only; `unknown_outcome` solely
 * for writes that may have happened. Also answers the scopes that Slack says the token has.
 */
export async function ask<T>(
  account: SlackAccount,
  request: Ask,
  shape: z.ZodType<T>,
): Promise<{ answer: T; scopes: readonly string[] | undefined }> {
  await account.pace.take(1)
  const reply = await send(account, request)
  const body = parseJson(reply.text)
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
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), deadlineMs)
  try {
    const response = await fetch(url, {
      method: request.verb,
      headers: {
        authorization: `Bearer ${account.credentials.botToken}`,
        'user-agent': 'Storewright',
        ...(!isRead && { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(!isRead && { body: JSON.stringify(request.args) }),
      redirect: 'manual',
      signal: abort.signal,
    })
    // The status is an answer of its own: a refusal with a broken body is a refusal still.
    const text = await readCapped(response).catch(() => undefined)
    return { status: response.status, headers: response.headers, text }
  } catch (error) {
    throw failure(request, error)
  } finally {
    clearTimeout(timer)
  }
}

async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = response.body ?? []
  for await (const chunk of body) {
    length += chunk.length
    if (length > longestAnswer) throw new RangeError('The answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
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

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
