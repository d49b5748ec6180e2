import { exchange } from '#spine/calls/exchange.ts'
import { Refusal } from '#spine/refusal.ts'
import { encodeName, signRequest, type S3Keys } from './sign.ts'

/** A store that speaks S3, and the keys to it. */
export interface S3Access extends S3Keys {
  /** The store's address, without a bucket; buckets are named in the path, which every store understands. */
  readonly endpoint: string
}

interface Ask {
  readonly method: 'GET' | 'PUT'
  readonly bucket: string
  /** The object's name; absent when the bucket itself is asked. */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const bounds = { deadlineMs: 20_000, mostBytes: 4 * 1024 * 1024 }

/**
 * One request, one attempt. Gives status and text where the store did what was asked, and for the statuses in `expected`. Throws
 * Refusals only; `unknown_outcome` for a write whose answer was lost.
 */
export async function askS3(
  access: S3Access,
  request: Ask,
  expected: readonly number[] = [],
): Promise<{ status: number; text: string }> {
  const answer = await send(access, request)
  if ((answer.status >= 200 && answer.status < 300) || expected.includes(answer.status)) return answer
  const code = /<Code>(\w+)<\/Code>/.exec(answer.text)?.[1] ?? `status ${answer.status}`
  const says = `The S3 store answered ${code} to ${request.method} in bucket ${request.bucket}.`
  if (answer.status === 404) throw new Refusal('not_found', says)
  if (answer.status === 401 || answer.status === 403) throw new Refusal('unauthenticated', says)
  if (answer.status === 429 || answer.status === 503) throw new Refusal('unavailable', says)
  if (answer.status >= 500) throw lost(request, says)
  throw new Refusal('refused', says)
}

async function send(access: S3Access, request: Ask): Promise<{ status: number; text: string }> {
  const { method, body = '' } = request
  const url = addressOf(access, request)
  const headers = signRequest(access, { method, url, headers: request.headers ?? {}, body }, new Date())
  const send = (signal: AbortSignal) =>
    fetch(url, { method, headers, ...(method === 'PUT' && { body }), redirect: 'manual', signal })
  try {
    const { status, text } = await exchange(send, bounds)
    if (text !== undefined) return { status, text }
  } catch (error) {
    const why = error instanceof Error && error.name === 'AbortError' ? 'in time' : 'to the end'
    throw lost(request, `The S3 store at ${url.host} did not answer ${why}.`)
  }
  throw lost(request, `The S3 store at ${url.host} did not answer to the end.`)
}

function addressOf({ endpoint }: S3Access, { bucket, key, query = {} }: Ask): URL {
  const path = [bucket, ...(key === undefined ? [] : key.split('/'))].map(encodeName).join('/')
  const search = Object.entries(query).map(([name, value]) => `${encodeName(name)}=${encodeName(value)}`)
  return new URL(`/${path}${search.length > 0 ? `?${search.join('&')}` : ''}`, endpoint)
}

function lost({ method }: Ask, says: string): Refusal {
  return new Refusal(method === 'GET' ? 'unavailable' : 'unknown_outcome', says)
}
