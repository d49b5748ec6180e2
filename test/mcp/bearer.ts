import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as httpsRequest } from 'node:https'

// The conformance runner cannot send a key: this stands between it and the door, on loopback alone, and adds MCP_KEY to every request.
// Its own names become the door's, and any other Host or Origin passes as it is: refusing them is part of what is tried.
const door = new URL(process.argv[2] ?? '')
const key = process.env['MCP_KEY'] ?? ''
const ownName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

function pass(given: IncomingMessage, answer: ServerResponse): void {
  const { host = '', origin, ...rest } = given.headers
  const headers = {
    ...rest,
    host: ownName.test(host) ? door.host : host,
    authorization: `Bearer ${key}`,
    ...(origin !== undefined && {
      origin: ownName.test(origin.replace(/^https?:\/\//, '')) ? door.origin : origin,
    }),
  }
  const send = door.protocol === 'https:' ? httpsRequest : httpRequest
  const passed = send(door, { method: given.method, headers }, answered => {
    answer.writeHead(answered.statusCode ?? 502, answered.headers)
    answered.pipe(answer)
  })
  passed.on('error', () => answer.headersSent || answer.writeHead(502).end())
  answer.on('close', () => passed.destroy())
  given.pipe(passed)
}

const server = createServer(pass).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
if (typeof address === 'object' && address !== null)
  process.stdout.write(`http://127.0.0.1:${address.port}/mcp\n`)
// It ends with the script that started it.
process.stdin.resume()
await once(process.stdin, 'end')
server.close()
server.closeAllConnections()
