import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { readDsn } from '#spine/telemetry/report-errors.ts'

const Hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const Frame = z.strictObject({
  filename: z.string().regex(/^((src|test|sandbox|node_modules)\/|node:|elsewhere$)/),
  function: z.string().optional(),
  lineno: z.int(),
  colno: z.int(),
  in_app: z.boolean(),
})
const Event = z.strictObject({
  event_id: Hex(32),
  timestamp: z.number(),
  platform: z.literal('node'),
  level: z.literal('error'),
  logger: z.literal('storewright'),
  logentry: z.strictObject({ formatted: z.string() }),
  exception: z
    .strictObject({
      values: z.array(
        z.strictObject({
          type: z.string(),
          value: z.string(),
          stacktrace: z.strictObject({ frames: z.array(Frame).min(1) }).optional(),
        }),
      ),
    })
    .optional(),
  tags: z.record(z.string(), z.string()),
})

/** A tracker that takes envelopes by the book; `answer` may say something else than yes. */
export async function errorTracker() {
  const events: z.output<typeof Event>[] = []
  const [bodies, heads]: [string[], string[]] = [[], []]
  const state = { answer: (response: ServerResponse): void => void response.writeHead(200).end('{}') }
  const server = createServer((request, response) => {
    void text(request).then(body => {
      const [head = '', item = '', payload = '', rest] = body.split('\n')
      bodies.push(body)
      heads.push(
        `${request.method} ${request.url} ${request.headers['content-type']} ${request.headers['x-sentry-auth']}`,
      )
      const event = Event.parse(JSON.parse(payload))
      z.strictObject({ event_id: z.literal(event.event_id), sent_at: z.iso.datetime() }).parse(
        JSON.parse(head),
      )
      const length = z.literal(Buffer.byteLength(payload))
      z.strictObject({ type: z.literal('event'), content_type: z.string(), length }).parse(JSON.parse(item))
      assert.equal(rest, '')
      events.push(event)
      state.answer(response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const dsn = readDsn(`http://public@127.0.0.1:${port}/errors/7`) ?? assert.fail()
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { dsn, events, bodies, heads, state, close }
}
