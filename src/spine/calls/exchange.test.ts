import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { isNeverSent } from './certain-no.ts'
import { exchange, jsonOf } from './exchange.ts'

const bounds = { deadlineMs: 10_000, mostBytes: 1000 }
const bomb = gzipSync(Buffer.alloc(50_000_000))

async function served(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const url = `http://127.0.0.1:${address.port}`
  return {
    url,
    ask: (limits = bounds) => exchange(signal => fetch(url, { signal }), limits),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

test('A4: a body is read to its bound and not a byte further', async () => {
  let length = 0
  await using server = await served((_, response) => response.end('x'.repeat(length)))
  for (length of [0, 1, 999, 1000]) assert.equal((await server.ask()).text?.length, length)
  for (length of [1001, 100_000]) {
    const { status, text } = await server.ask()
    assert.deepEqual({ status, text }, { status: 200, text: undefined })
  }
})

test('A4: a bomb is measured as it unfolds', async () => {
  await using server = await served((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  assert.equal((await server.ask()).text, undefined)
})

test('the deadline is for the whole: headers, and a body that drips', async () => {
  await using silent = await served(() => {})
  await assert.rejects(silent.ask({ ...bounds, deadlineMs: 50 }), { name: 'AbortError' })
  await using dripping = await served((_, response) => {
    const drip = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(drip))
  })
  // Its headers are there: however slow the machine, the time runs out in the body.
  const abort = new AbortController()
  const headed = await fetch(dripping.url, { signal: abort.signal })
  const { status, text } = await exchange(
    async signal => {
      signal.addEventListener('abort', () => abort.abort())
      return headed
    },
    { deadlineMs: 200, mostBytes: 1_000_000 },
  )
  assert.deepEqual({ status, text }, { status: 200, text: undefined })
})

test('what is due already is not sent', async () => {
  let asked = 0
  await using server = await served((_, response) => response.end(String((asked += 1))))
  for (const deadlineMs of [0, -1]) {
    const refused: unknown = await server.ask({ ...bounds, deadlineMs }).catch((error: unknown) => error)
    assert.equal(isNeverSent(refused), true)
  }
  assert.equal(asked, 0)
})

test('what is no JSON is undefined', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value =>
      assert.deepEqual(jsonOf({ text: JSON.stringify(value) }), JSON.parse(JSON.stringify(value))),
    ),
  )
  for (const text of [undefined, '', '<html>', '{"a":']) assert.equal(jsonOf({ text }), undefined)
})
