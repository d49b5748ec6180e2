import type { z } from 'zod'
import { exchange, jsonOf, type Reply } from '#spine/calls/exchange.ts'
import type { Account } from '#spine/connections/account.ts'
import { Refusal } from '#spine/refusal.ts'
import { type Ask, failure, lost, refusalOf } from './answers.ts'
import type { GorgiasCredentials } from './credentials.ts'

export type GorgiasAccount = Account<GorgiasCredentials>

const bounds = { deadlineMs: 15_000, mostBytes: 4 * 1024 * 1024 }
/** The window of an ordinary plan; Enterprise counts in 10 s, so its bucket refills faster than we assume, never slower. */
const windowSeconds = 20

/**
 * One call to Gorgias, one attempt: who calls decides about repeating it. Throws Refusals only; `unknown_outcome` solely for
 * writes that may have happened.
 */
export function ask<T>(account: GorgiasAccount, request: Ask, shape: z.ZodType<T>): Promise<T> {
  return account.circuit.through(() => askOnce(account, request, shape))
}

async function askOnce<T>(account: GorgiasAccount, request: Ask, shape: z.ZodType<T>): Promise<T> {
  await account.pace.take(1)
  const reply = await send(account, request)
  await learn(account, reply)
  if (reply.status < 200 || reply.status > 299) throw await refuse(account, request, reply)
  const answer = shape.safeParse(jsonOf(reply))
  if (!answer.success) throw lost(request, 'answered with something that we do not understand')
  return answer.data
}

async function send(account: GorgiasAccount, request: Ask): Promise<Reply> {
  const { domain, email, apiKey } = account.credentials
  const url = new URL(`/api${request.path}`, account.origin ?? `https://${domain}.gorgias.com`)
  try {
    return await exchange(
      signal =>
        fetch(url, {
          method: request.method,
          headers: {
            accept: 'application/json',
            authorization: `Basic ${Buffer.from(`${email}:${apiKey}`).toString('base64')}`,
            'user-agent': 'Storewright',
            ...(request.body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
          redirect: 'manual',
          signal,
        }),
      bounds,
    )
  } catch (error) {
    throw failure(request, error)
  }
}

/** `X-Gorgias-Account-Api-Call-Limit: 10/40`: ten calls of forty are spent. */
async function learn(account: GorgiasAccount, reply: Reply): Promise<void> {
  const told = /^(\d{1,6})\/(\d{1,6})$/.exec(reply.headers.get('x-gorgias-account-api-call-limit') ?? '')
  const [spent, capacity] = [Number(told?.[1]), Number(told?.[2])]
  if (!(capacity > 0)) return
  const reading = { level: Math.max(0, capacity - spent), capacity, perSecond: capacity / windowSeconds }
  // A courtesy to the next caller: failing at it must not make a done write look undone.
  await account.pace.learn(reading).catch(() => undefined)
}

async function refuse(account: GorgiasAccount, request: Ask, reply: Reply): Promise<Refusal> {
  const { email, apiKey } = account.credentials
  const secrets = [apiKey, Buffer.from(`${email}:${apiKey}`).toString('base64')]
  const refusal = refusalOf(request, reply, secrets)
  if (refusal.code === 'rate_limited')
    await account.pace.pause(refusal.retryAfterSeconds ?? 1).catch(() => undefined)
  if (reply.status === 401 || reply.status === 403)
    account.notice({ kind: 'credentials_refused', says: refusal.says })
  return refusal
}
