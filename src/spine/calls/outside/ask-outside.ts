import { Refusal } from '../../refusal.ts'
import { type Bounds, exchange, type Reply, TooLate } from '../exchange.ts'
import { destinationOf, type Network } from './destination.ts'
import { type OutsideRequest, send } from './send.ts'

const mostRedirects = 3

/** What an address named by somebody else is worth waiting and reading for. */
const usualBounds: Bounds = { deadlineMs: 5_000, mostBytes: 2 * 1024 * 1024 }

/**
 * Asks a web address that a person or a page named, within bounds that hold for all its redirects together. Each redirect of a GET or
 * HEAD is looked at as if it had been named itself; that of anything else is the answer. Throws Refusals as `destinationOf` does,
 * `refused` for an endless redirect, and whatever the connection throws, which `isNeverSent` can tell apart.
 */
export function askOutside(
  address: string,
  request: OutsideRequest,
  network: Network,
  bounds = usualBounds,
): Promise<Reply> {
  return exchange(signal => follow(address, request, network, signal), bounds)
}

async function follow(
  address: string,
  request: OutsideRequest,
  network: Network,
  signal: AbortSignal,
): Promise<Response> {
  let next = address
  let asked = request
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const destination = await inTime(destinationOf(next, network), signal)
    const response = await send(destination, asked, signal)
    const location = redirectOf(request, response)
    if (location === undefined) return response
    await response.body?.cancel()
    const { origin } = destination.url
    const target = URL.parse(location, destination.url.href)
    // What was meant for one place is not told to another.
    if (target?.origin !== origin) asked = { method: request.method }
    next = target?.href ?? ''
  }
  throw new Refusal('refused', 'That address leads from one place to the next without end.')
}

function redirectOf({ method }: OutsideRequest, { status, headers }: Response): string | undefined {
  const isFollowed = (method === 'GET' || method === 'HEAD') && [301, 302, 303, 307, 308].includes(status)
  return isFollowed ? (headers.get('location') ?? undefined) : undefined
}

// The system's resolver cannot be called off; it is left to itself when the time is up.
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined)
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(new TooLate('The name was not found in time'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
