import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const Value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.union([z.number(), z.string()]) }),
  z.strictObject({ doubleValue: z.number() }),
])
const Attributes = z.array(z.strictObject({ key: z.string(), value: Value }))
const Nanos = z.string().regex(/^\d{19}$/)
const Id = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))

/** ExportTraceServiceRequest as OTLP 1.x writes it in JSON: ids in hex, 64-bit numbers as strings, enums as numbers. */
const Request = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: Attributes, droppedAttributesCount: z.literal(0) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string().optional() }),
          spans: z.array(
            z.strictObject({
              traceId: Id(16),
              spanId: Id(8),
              parentSpanId: Id(8).optional(),
              traceState: z.string().optional(),
              name: z.string(),
              kind: z.int().min(1).max(5),
              startTimeUnixNano: Nanos,
              endTimeUnixNano: Nanos,
              attributes: Attributes,
              droppedAttributesCount: z.literal(0),
              events: z.tuple([]),
              droppedEventsCount: z.literal(0),
              status: z.strictObject({ code: z.int().min(0).max(2) }),
              links: z.tuple([]),
              droppedLinksCount: z.literal(0),
              flags: z.int(),
            }),
          ),
        }),
      ),
    }),
  ),
})

type SentSpan = z.output<typeof Request>['resourceSpans'][number]['scopeSpans'][number]['spans'][number]

/** A collector that takes what is written by the book, and keeps what was wrong with the rest. */
export async function otlpReceiver() {
  const spans: SentSpan[] = []
  const [wrong, bodies]: [string[], string[]] = [[], []]
  const server = createServer((request, response) => {
    void text(request).then(body => {
      bodies.push(body)
      const { method, url, headers } = request
      const place = `${method} ${url} ${headers['content-type']}`
      const parsed = Request.safeParse(JSON.parse(body))
      if (place !== 'POST /v1/traces application/json') wrong.push(place)
      if (parsed.success)
        spans.push(...parsed.data.resourceSpans.flatMap(one => one.scopeSpans.flatMap(scope => scope.spans)))
      else wrong.push(z.prettifyError(parsed.error))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    wrong,
    bodies,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
