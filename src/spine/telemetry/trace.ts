import { AsyncLocalStorage } from 'node:async_hooks'
import type { Fields } from './fields.ts'

/** A span: when something began and ended, in which trace. */
export interface Span {
  /** Its name in W3C's words (00-trace-span-flags), by which what it sets going belongs to it. */
  readonly traceparent: string
  end(failure?: { readonly error: unknown }): void
}

/** What is traced. `name` is a name of ours, of which there are few. */
export interface Traced {
  readonly name: string
  /** `server` answers the outside, `consumer` works what was queued, `client` asks the outside. Default: `internal`. */
  readonly kind?: 'server' | 'consumer' | 'client' | 'internal'
  /** The traceparent to go on from, where it was carried here; the span around this one otherwise. */
  readonly from?: string | null | undefined
  readonly about?: Fields
}

/** Where spans go. */
export interface Tracer {
  begin(what: Traced): Span
}

let tracer: Tracer | undefined
const around = new AsyncLocalStorage<Span>()

/** Says where spans of this process go; undefined: nowhere, which costs nothing. */
export function traceTo(to: Tracer | undefined): void {
  tracer = to
}

/** Whether anybody traces: what runs by the thousand spares itself the question of how. */
export function isTraced(): boolean {
  return tracer !== undefined
}

/** Does the work as a span, where anybody traces. */
export async function traced<T>(what: Traced, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work()
  const from = isTraceparent(what.from) ? what.from : around.getStore()?.traceparent
  const span = tracer.begin({ ...what, from })
  try {
    const answer = await around.run(span, work)
    span.end()
    return answer
  } catch (error) {
    span.end({ error })
    throw error
  }
}

/** The trace that this work belongs to, to be carried along with what it sets going; undefined where nobody traces. */
export function traceparent(): string | undefined {
  return around.getStore()?.traceparent
}

/** True for version 00 with ids that are not all zeros (W3C Trace Context, 3.2). */
function isTraceparent(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(text)
}
