import type { Arrival } from '../connections/intake.ts'
import { nextId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { traceparent } from '../telemetry/trace.ts'

/** Stands between JSON texts that travel as one (RFC 7464). */
export const recordSeparator = '\x1e'

/** An event on its way into the table. */
export interface NewEvent {
  readonly id: string
  readonly tenantId: string
  readonly connectionId: string
  readonly topic: string
  readonly eventId: string | null
  readonly businessKey: string | null
  readonly body: string
  readonly occurredAt: string | null
  readonly source: 'webhook' | 'scan'
  /** The trace in which it came. */
  readonly traceparent: string | null
}

/**
 * Makes an event of a delivery. PostgreSQL's text cannot hold U+0000, and JSON has no need of it unescaped; nor of what separates bodies on their way (store.ts).
 * Throws `invalid_input` for a body that holds the separator.
 */
export function newEvent(
  door: { tenantId: string; connectionId: string },
  arrival: Arrival,
  body: string,
  source: NewEvent['source'],
): NewEvent {
  if (body.includes(recordSeparator)) throw new Refusal('invalid_input', 'The body is no JSON.')
  return {
    id: nextId(),
    tenantId: door.tenantId,
    connectionId: door.connectionId,
    topic: arrival.topic,
    eventId: arrival.eventId ?? null,
    businessKey: arrival.businessKey ?? null,
    body,
    occurredAt: arrival.occurredAt ?? null,
    source,
    traceparent: traceparent() ?? null,
  }
}
