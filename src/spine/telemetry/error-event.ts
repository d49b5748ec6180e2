import type { DescribedError } from './plain.ts'
import { traceparent } from './trace.ts'

interface Reported {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly message: string
  readonly described: DescribedError | undefined
  readonly about: Readonly<Record<string, string | number>>
  /** How many were not told since the last one. */
  readonly dropped: number
}

/** An error as Sentry's protocol writes an event. All of it is ours: what an error says in its message is not among it. */
export function eventOf({ id, at, message, described, about, dropped }: Reported) {
  const [, traceId, spanId] = traceparent()?.split('-') ?? []
  return {
    event_id: id,
    timestamp: at / 1000,
    platform: 'node',
    level: 'error',
    logger: 'storewright',
    logentry: { formatted: message },
    ...(described && { exception: { values: chainOf(described).map(exceptionOf) } }),
    tags: {
      ...Object.fromEntries(Object.entries(about).map(([name, value]) => [name, String(value)])),
      ...(dropped > 0 && { dropped: String(dropped) }),
    },
    ...(traceId && spanId && { contexts: { trace: { trace_id: traceId, span_id: spanId } } }),
  }
}

/** The causes first, as the protocol wants it. */
function chainOf(error: DescribedError): DescribedError[] {
  return [...(error.cause ? chainOf(error.cause) : []), error]
}

function exceptionOf({ name, code, at }: DescribedError) {
  // The oldest call first, as the protocol wants it.
  const frames = at.map(frameOf).toReversed()
  return { type: name, value: code ?? '', ...(frames.length > 0 && { stacktrace: { frames } }) }
}

function frameOf(text: string) {
  const [, called, path = '', line, column] = /^at (?:([^()]+) \()?(.+):(\d+):(\d+)\)?$/.exec(text) ?? []
  // Where Storewright lies on its machine may name its owner.
  const filename = /(?:^|\/)((?:src|sandbox|test|node_modules)\/.+|node:.+)$/s.exec(path)?.[1] ?? 'elsewhere'
  return {
    filename,
    ...(called !== undefined && { function: called }),
    lineno: Number(line),
    colno: Number(column),
    in_app: filename.startsWith('src/'),
  }
}
