import { createHash } from 'node:crypto'
import type { Arrival } from '../connections/intake.ts'

/** An event on its way into the table. */
export interface NewEvent {
  readonly id: string
  readonly tenantId: string
  readonly connectionId: string
  readonly topic: string
  readonly eventId: string | null
  readonly businessKey: string | null
  readonly bodyHash: Buffer
  readonly body: string
  readonly occurredAt: string | null
  readonly source: 'webhook' | 'scan'
}

/**
 * Makes an event of a delivery. UUIDv7-like ids keep the primary key's tail hot instead of spreading writes over the index.
 * `body` must be valid UTF-8; PostgreSQL's text cannot hold U+0000, and JSON has no need of it unescaped.
 */
export function newEvent(
  door: { tenantId: string; connectionId: string },
  arrival: Arrival,
  body: Buffer,
  source: NewEvent['source'],
): NewEvent {
  return {
    id: timeOrderedId(),
    tenantId: door.tenantId,
    connectionId: door.connectionId,
    topic: arrival.topic,
    eventId: arrival.eventId ?? null,
    businessKey: arrival.businessKey ?? null,
    bodyHash: createHash('sha256').update(body).digest(),
    body: body.toString('utf8'),
    occurredAt: arrival.occurredAt ?? null,
    source,
  }
}

/** A UUID version 7: 48 bits of milliseconds, then random bits. */
export function timeOrderedId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  // A version 4 has its random bits in the same places, and Node keeps a pool of them.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
}
