import type { IncomingMessage, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import { openAccount } from '#spine/connections/accounts.ts'
import type { Door } from '#spine/connections/doors.ts'
import type { AnyConnector } from '#spine/connections/catalogue.ts'
import type { Delivery } from '#spine/connections/intake.ts'
import { newEvent, type NewEvent } from '#spine/events/fingerprint.ts'
import { groupCommit } from '#spine/events/group-commit.ts'
import { storeEvents } from '#spine/events/store.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import { countEvent } from '#spine/telemetry/metrics.ts'
import { isTraced, traced, type Traced } from '#spine/telemetry/trace.ts'
import { receiptHeaders, secure } from './headers.ts'
import type { House } from './house.ts'
import { problemOf } from './problem.ts'
import { sourceOf } from './source.ts'

const largestBody = 2 * 1024 * 1024

/** The plain address serves an install with a single shop of this platform. */
const plainConnector = 'shopify'

/**
 * The door for webhooks, beside the framework: verify, dedupe, persist and enqueue, and only then a 2xx. Genuine deliveries are never
 * refused for their number, nor for what others at their address do; the store's own commit is what slows the sender down.
 */
export function webhookDoor(
  house: House,
): (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> {
  const store = groupCommit<NewEvent, boolean>(async events => {
    const fresh = await storeEvents(house.db, events)
    if (fresh.size > 0) house.engine.wake()
    return events.map(event => fresh.has(event.id))
  })
  // Unsealing costs a query and a decryption; a rotated secret is met by reading once more before a refusal.
  const secrets = new LRUCache<string, object>({ max: 1000, ttl: 30_000, ttlResolution: 1000 })
  const seen = new LRUCache<string, true>({ max: 5000, ttl: 30_000, ttlResolution: 1000 })

  const credentialsOf = async (door: Door, isFresh: boolean): Promise<unknown> => {
    const known = isFresh ? undefined : secrets.get(door.connectionId)
    if (known) return known
    const { credentials } = await openAccount(house.connecting, door.tenantId, door.connectionId)
    if (typeof credentials === 'object' && credentials !== null) secrets.set(door.connectionId, credentials)
    return credentials
  }

  const prove = async (
    request: IncomingMessage,
  ): Promise<{ door: Door; intake: NonNullable<AnyConnector['intake']>; delivery: Delivery }> => {
    const { door, topic } = await findDoor(house, request.url ?? '')
    const intake = door && house.connecting.catalogue.get(door.connector)?.intake
    if (!door || !intake || (door.status === 'revoked' && !intake.enduring?.includes(topic)))
      throw new Refusal('not_found', 'Nobody lives at this address.')
    const delivery: Delivery = { headers: headersOf(request), body: await readBody(request), topic }
    const isGenuine =
      intake.verify(delivery, await credentialsOf(door, false)) ||
      intake.verify(delivery, await credentialsOf(door, true))
    if (!isGenuine) throw new Refusal('unauthenticated', 'The signature does not fit the body.')
    return { door, intake, delivery }
  }

  const keep = async ({ door, intake, delivery }: Awaited<ReturnType<typeof prove>>): Promise<boolean> => {
    const arrival = intake.arrival(delivery)
    // Not signed, so it proves nothing; but whoever says another name than this door's is at the wrong door.
    if (arrival.claimedAccount !== undefined && arrival.claimedAccount !== door.externalId) {
      throw new Refusal('unauthenticated', 'This delivery is for another account.')
    }
    const isNew = await store(newEvent(door, arrival, delivery.body.toString('utf8'), 'webhook'))
    if (!seen.has(door.connectionId)) {
      seen.set(door.connectionId, true)
      void noteArrival(house, door)
    }
    return isNew
  }

  return async (request, response, requestId) => {
    let isProven = false
    const take = async (): Promise<boolean> => {
      const proven = await prove(request)
      isProven = true
      return keep(proven)
    }
    try {
      const isNew = await (isTraced() ? traced(spanOf(request, requestId), take) : take())
      countEvent(isNew ? 'stored' : 'duplicate')
      receipt(response, isNew, requestId)
    } catch (error) {
      // Only a proof that has failed is counted: who floods us from a platform's own address cannot have its deliveries refused.
      const flood = isProven ? undefined : house.tries.unverified(sourceOf(request, house.trustedHops))
      if (!isRefusal(error)) house.log.error('A webhook could not be stored.', error, { requestId })
      countEvent(flood?.code ?? (isRefusal(error) ? error.code : 'failed'))
      const refusal = isRefusal(error)
        ? (flood ?? error)
        : new Refusal('unavailable', 'Not stored: send it again.', { retryAfterSeconds: 5 })
      secure(response, request.url ?? '/')
      const { problem, retryAfter } = problemOf(refusal, requestId, house.publicUrl)
      const status = isTooLarge(refusal) ? 413 : problem.code === 'invalid_input' ? 400 : problem.status
      if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
      // What was not read must not be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close')
      refuse(response, status, { ...problem, status }, requestId)
    }
  }
}

function spanOf({ headers: { traceparent } }: IncomingMessage, requestId: string): Traced {
  const from = typeof traceparent === 'string' ? traceparent : undefined
  return { name: 'webhook', kind: 'server', from, about: { requestId } }
}

async function findDoor(house: House, url: string): Promise<{ door: Door | undefined; topic: string }> {
  const query = url.indexOf('?')
  const path = url.slice('/webhook/'.length, query === -1 ? url.length : query)
  const slash = path.indexOf('/')
  const first = slash === -1 ? path : path.slice(0, slash)
  // A door's name is long and random; a topic is not.
  if (first.length < 40) return { door: await house.doors.only(plainConnector), topic: path }
  return { door: await house.doors.find(first), topic: path.slice(first.length + 1) }
}

const tooLarge = 'The body is larger than 2 MiB.'
const isTooLarge = (error: unknown): boolean => isRefusal(error) && error.says === tooLarge

// Without the stream's iterator, which costs as much as the signature does.
async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody)
    throw new Refusal('invalid_input', tooLarge)
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= largestBody) chunks.push(chunk)
    else reject(new Refusal('invalid_input', tooLarge))
  })
  request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
  request.on('error', reject)
  request.on('close', () => {
    if (!request.complete) reject(new Error('The delivery broke off.'))
  })
  return promise
}

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  const single: Record<string, string | undefined> = {}
  for (const name in headers) {
    const value = headers[name]
    single[name] = Array.isArray(value) ? value[0] : value
  }
  return single
}

function receipt(response: ServerResponse, isNew: boolean, requestId: string): void {
  const text = isNew ? '{"received":true,"duplicate":false}' : '{"received":true,"duplicate":true}'
  const own = [
    'content-type',
    'application/json',
    'content-length',
    String(text.length),
    'x-request-id',
    requestId,
  ]
  response.writeHead(200, [...receiptHeaders, ...own]).end(text)
}

function refuse(response: ServerResponse, status: number, body: unknown, requestId: string): void {
  const text = JSON.stringify(body)
  response
    .writeHead(status, {
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(text),
      'x-request-id': requestId,
    })
    .end(text)
}

function noteArrival(house: House, { tenantId, connectionId }: Door): Promise<void> {
  return house.db
    .tenant(tenantId, async tx => {
      await tx.query('update connections set last_event_at = now() where id = $1', [connectionId])
    })
    .catch((error: unknown) => house.log.error('The time of the last event could not be noted.', error))
}
