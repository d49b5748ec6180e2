import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { isNeverSent } from '../certain-no.ts'
import { type Destination, nameOf } from './destination.ts'

/** What is asked outside. No cookies are kept, and nothing is sent that is not said here. */
export interface OutsideRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Sends one request to the addresses that were looked at, and to no other: each is connected to as a number, so nothing is resolved
 * again, and the certificate is held against the name. The next address is tried only where nothing was sent to the one before.
 */
export async function send(
  { url, addresses }: Destination,
  request: OutsideRequest,
  signal: AbortSignal,
): Promise<Response> {
  const [first, second] = addresses
  if (first === undefined) throw new RangeError('A destination without an address')
  try {
    return await sendTo(first, url, request, signal)
  } catch (error) {
    if (second === undefined || signal.aborted || !isNeverSent(error)) throw error
    return await sendTo(second, url, request, signal)
  }
}

function sendTo(
  address: string,
  url: URL,
  { method, headers, body }: OutsideRequest,
  signal: AbortSignal,
): Promise<Response> {
  const name = nameOf(url)
  const options: RequestOptions & { servername: string } = {
    host: address,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    // An address has no place in the handshake; its certificate is then held against the number itself.
    servername: isIP(name) === 0 ? name : '',
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      ...headers,
      host: url.host,
      // Nothing packed is asked for, and nothing packed is unpacked: there is no bomb.
      'accept-encoding': 'identity',
      'user-agent': 'Storewright',
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    },
    // A connection of its own each time: a kept one would be to an address that nobody looked at.
    agent: false,
    signal,
  }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const outgoing = url.protocol === 'https:' ? secureRequest(options) : plainRequest(options)
  outgoing.on('error', reject).on('response', resolve).end(body)
  return promise.then(responseOf)
}

function responseOf(message: IncomingMessage): Response {
  const { statusCode: status = 0 } = message
  const isBare = [204, 205, 304].includes(status)
  if (isBare) message.destroy()
  // A copy: `headers` joins what came twice, which is what `Headers` would do.
  const headers = new Headers()
  for (const [key, values = []] of Object.entries(message.headersDistinct))
    for (const value of values) headers.append(key, value)
  return new Response(isBare ? null : bodyOf(message), { status, headers })
}

function bodyOf(message: IncomingMessage): ReadableStream {
  const coding = message.headers['content-encoding'] ?? 'identity'
  if (coding === 'identity') return streamOf(message)
  message.destroy()
  return new ReadableStream({ start: control => control.error(new TypeError('A packed answer')) })
}

// Not Readable.toWeb, whose type is no ReadableStream where a browser's types are known too, as for the console.
function streamOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = message[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async control => {
      const next = await chunks.next()
      if (next.done) control.close()
      else control.enqueue(next.value)
    },
    cancel: async () => {
      await chunks.return?.()
    },
  })
}
