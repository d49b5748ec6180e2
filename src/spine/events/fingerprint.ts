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
  const bytes = crypto.getRandomValues(Buffer.alloc(16))
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
