import type { Span as SdkSpan } from '@opentelemetry/api'
import { allowed } from './fields.ts'
import { describeError, isPlain } from './plain.ts'
import { traceTo, type Span, type Traced } from './trace.ts'

/** Traces on their way to a collector. */
export interface Traces {
  /** Sends what is left, and traces no more. */
  close(): Promise<void>
}

/**
 * Sends the spans of this process to a collector by OTLP over HTTP, at `endpoint`/v1/traces, in batches and beside the work: a collector
 * that is slow or away loses spans and holds up nothing. The SDK is loaded here and nowhere else.
 */
export async function openTraces({ endpoint }: { endpoint: string }): Promise<Traces> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const kinds = {
    server: api.SpanKind.SERVER,
    consumer: api.SpanKind.CONSUMER,
    client: api.SpanKind.CLIENT,
    internal: api.SpanKind.INTERNAL,
  }
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/v1/traces`,
    timeoutMillis: 5000,
  })
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'storewright' }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('storewright')
  const contextOf = (from: string | null | undefined) => {
    const [, traceId, spanId, flags] = from?.split('-') ?? []
    if (traceId === undefined || spanId === undefined || flags === undefined) return api.ROOT_CONTEXT
    const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
    return api.trace.setSpanContext(api.ROOT_CONTEXT, remote)
  }
  traceTo({
    begin: ({ name, kind = 'internal', from, about }: Traced) => {
      const options = { kind: kinds[kind], attributes: attributesOf(about) }
      return spanOf(tracer.startSpan(ours(name), options, contextOf(from)), api.SpanStatusCode.ERROR)
    },
  })
  return {
    close: async () => {
      traceTo(undefined)
      await provider.shutdown().catch(() => undefined)
    },
  }
}

// What a span does, and of what: `job work/backorders/judge`. A name that is made of data is as little to be trusted as a field.
function ours(name: string): string {
  const words = name.split(' ')
  return words.length <= 2 && words.every(isPlain) ? name : 'unnamed'
}

function attributesOf(about: Traced['about'] = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(allowed(about).kept).map(([name, value]) => [`storewright.${name}`, value]),
  )
}

// Of a failure, its kind alone: messages quote rows and customers.
function spanOf(span: SdkSpan, failed: number): Span {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    end: failure => {
      if (failure) {
        const { name, code } = describeError(failure.error)
        span.setAttribute('error.type', code ?? name)
        span.setStatus({ code: failed })
      }
      span.end()
    },
  }
}
