import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

/** One request, after another implementation of the standard than ours found it sound. */
export interface Received {
  readonly id: string
  readonly timestamp: number
  readonly signatures: readonly string[]
  readonly body: string
  readonly type: string
  readonly told: unknown
}

/** A receiver that takes nothing on trust. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly received: Received[]
  /** What was not as the standard says, in words. */
  readonly flaws: string[]
  /** Connections, also those that asked nothing. */
  connections: number
  /** With what it verifies; any one of them must do. */
  secrets: string[]
  /** How it answers, by the number of the request, from 1. */
  answer: (response: ServerResponse, nth: number) => void
}

export async function receiver(secrets: string[] = []): Promise<Receiver> {
  const server = createServer((request, response) => void take(request, response))
  const self: Receiver = {
    url: '',
    port: 0,
    received: [],
    flaws: [],
    connections: 0,
    secrets,
    answer: response => response.writeHead(204).end(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    try {
      self.received.push(read(request, body, self.secrets))
    } catch (error) {
      self.flaws.push(String(error))
    }
    self.answer(response, self.received.length)
  }
  server.on('connection', () => (self.connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return Object.assign(self, { url: `http://hook.test:${address.port}/in?from=us`, port: address.port })
}

function read(request: IncomingMessage, body: string, secrets: readonly string[]): Received {
  const { headers, method, url } = request
  assert.deepEqual([method, url, headers['content-type']], ['POST', '/in?from=us', 'application/json'])
  assert.equal(headers['content-length'], String(Buffer.byteLength(body)))
  for (const name of ['cookie', 'authorization', 'transfer-encoding']) assert.equal(headers[name], undefined)
  const signed = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => [name, String(headers[name])]),
  )
  const found = secrets.flatMap(secret => {
    try {
      return [new Webhook(secret).verify(body, signed)]
    } catch {
      return []
    }
  })
  assert.ok(found.length > 0, 'No secret verifies it.')
  const parsed: { type: string; timestamp: string; data: unknown } = JSON.parse(body)
  assert.deepEqual(Object.keys(parsed), ['type', 'timestamp', 'data'])
  assert.match(parsed.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.match(signed['webhook-id'] ?? '', /^msg_[0-9a-f]{32}$/)
  return {
    id: signed['webhook-id'] ?? '',
    timestamp: Number(signed['webhook-timestamp']),
    signatures: signed['webhook-signature']?.split(' ') ?? [],
    body,
    type: parsed.type,
    told: parsed.data,
  }
}
