import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { after, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { isNeverSent } from '../certain-no.ts'
import { askOutside } from './ask-outside.ts'

const servers: Server[] = []
after(() => servers.map(server => (server.closeAllConnections(), server.close())))

/** A server of this machine, which counts who connects, under a name that the fake resolver knows. */
async function served(answer: RequestListener, server: Server = createServer()) {
  servers.push(server.on('request', answer).listen(0, '127.0.0.1'))
  const seen = { connections: 0 }
  server.on('connection', () => (seen.connections += 1))
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return { ...address, seen, origin: `http://shop.test:${address.port}` }
}

/** Public at first sight, and private ever after: how a name is rebound. Each answer is given once. */
function network(origins: readonly string[], answers: Readonly<Record<string, string[][]>> = {}) {
  const asked: string[] = []
  const left = structuredClone(answers)
  const resolve = async (name: string) => {
    asked.push(name)
    return left[name]?.shift() ?? (name === 'shop.test' && !(name in answers) ? ['127.0.0.1'] : [])
  }
  return { resolve, asked, privateOrigins: new Set(origins) }
}

const get = { method: 'GET' } as const
const bounds = { deadlineMs: 10_000, mostBytes: 1_000 }
const bomb = gzipSync(Buffer.alloc(50_000_000))

test('a request arrives at the address that was looked at, under its own name and with nothing unsaid', async () => {
  let met: IncomingMessage | undefined
  const shop = await served((request, response) => {
    met = request
    request.pipe(response.setHeader('x-twice', ['a', 'b']))
  })
  const net = network([shop.origin], { 'shop.test': [['127.0.0.1'], ['127.0.0.9']] })
  const request = { method: 'POST', headers: { 'x-key': 'k', host: 'evil.test' }, body: 'grüße' } as const
  const { status, text, headers } = await askOutside(`${shop.origin}/a/b?c=d#e`, request, net, bounds)
  assert.deepEqual([status, text, headers.get('x-twice')], [200, 'grüße', 'a, b'])
  assert.deepEqual([met?.method, met?.url, net.asked], ['POST', '/a/b?c=d', ['shop.test']])
  const { host, cookie, authorization, 'x-key': key } = met?.headers ?? {}
  assert.deepEqual([host, cookie, authorization, key], [`shop.test:${shop.port}`, undefined, undefined, 'k'])
})

test('A39: a redirect to a private place is refused, however it is written, and nobody connects there', async () => {
  const inner = await served((_, response) => response.end('secret'))
  const { port } = inner
  const places =
    `http://127.0.0.1:${port}/ http://[::ffff:7f00:1]:${port}/ //127.0.0.1:${port} http://2130706433:${port}/
    http://inner.test:${port}/ https://inner.test/ https://127.0.0.1/ https://169.254.169.254/latest/meta-data/
    http://169.254.169.254/ file:///etc/passwd https://me@inner.test/ http://[ http://localhost:${port}/`.split(
      /\s+/,
    )
  for (const status of [301, 302, 303, 307, 308]) {
    for (const place of places) {
      const shop = await served((_, response) => response.writeHead(status, { location: place }).end())
      const net = network([shop.origin], { 'shop.test': [['127.0.0.1']], 'inner.test': [['127.0.0.1']] })
      const refused = { name: 'Refusal', code: /refused|invalid_input/ }
      await assert.rejects(askOutside(shop.origin, get, net, bounds), refused, `${status} ${place}`)
    }
  }
  assert.equal(inner.seen.connections, 0)
})

test('A39: a name that turns private between two redirects is refused at the second', async () => {
  const shop = await served((request, response) => {
    response.writeHead(302, { location: request.url === '/' ? '/next' : 'https://rebound.test/' }).end()
  })
  const net = network([shop.origin], {
    'shop.test': [['127.0.0.1'], ['127.0.0.1']],
    'rebound.test': [['127.0.0.1'], ['93.184.215.14']],
  })
  await assert.rejects(askOutside(shop.origin, get, net, bounds), { code: 'refused' })
  assert.deepEqual(net.asked, ['shop.test', 'shop.test', 'rebound.test'])
})

test('A39: three redirects are followed and a fourth is not; keys stay with the origin they were meant for', async () => {
  const keys: (string | string[] | undefined)[] = []
  const other = await served((request, response) => {
    keys.push(request.headers['x-key'])
    response.end('there')
  })
  const shop = await served((request, response) => {
    keys.push(request.headers['x-key'])
    const left = Number(request.url?.slice(1))
    const location = left > 0 ? `/${left - 1}` : other.origin
    response.writeHead(302, { location }).end('x'.repeat(5_000))
  })
  const request = { ...get, headers: { 'x-key': 'k' } }
  const net = () => network([shop.origin, other.origin])
  assert.equal((await askOutside(`${shop.origin}/2`, request, net(), bounds)).text, 'there')
  assert.deepEqual(keys.splice(0), ['k', 'k', 'k', undefined])
  await assert.rejects(askOutside(`${shop.origin}/3`, request, net(), bounds), { code: 'refused' })
  assert.equal(keys.length, 4)
  const write = await askOutside(`${shop.origin}/2`, { method: 'POST', body: '' }, net(), bounds)
  assert.deepEqual([write.status, keys.length], [302, 5])
})

test('A39: the bounds hold for a silent resolver, redirects that dawdle, a body without end and a packed one', async () => {
  const silent = { ...network([]), resolve: () => new Promise<never>(() => {}) }
  const late: unknown = await askOutside('https://shop.test', get, silent, {
    ...bounds,
    deadlineMs: 30,
  }).catch((error: unknown) => error)
  assert.equal(isNeverSent(late), true)
  const shop = await served((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.writeHead(302, { location: '/slow' }).end(), 60)
    else if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    else if (request.url === '/nothing') response.writeHead(204).end()
    else {
      const flow = setInterval(() => response.write('x'.repeat(400)), 1)
      response.on('close', () => clearInterval(flow))
    }
  })
  const ask = (path: string, deadlineMs = 10_000) =>
    askOutside(shop.origin + path, get, network([shop.origin]), { ...bounds, deadlineMs })
  await assert.rejects(ask('/slow', 150), { name: 'AbortError' })
  for (const path of ['/endless', '/packed']) assert.equal((await ask(path)).text, undefined)
  assert.deepEqual([(await ask('/nothing')).status, (await ask('/nothing')).text], [204, ''])
})

test('the next address is tried where the first was never reached, and only then', async () => {
  const shop = await served((_, response) => response.destroy())
  const net = (...found: string[]) => network([shop.origin], { 'shop.test': [found] })
  await assert.rejects(askOutside(shop.origin, get, net('127.0.0.99', '127.0.0.1'), bounds), {
    code: 'ECONNRESET',
  })
  assert.equal(shop.seen.connections, 1)
  await assert.rejects(askOutside(shop.origin, get, net('127.0.0.1', '127.0.0.1'), bounds), {
    code: 'ECONNRESET',
  })
  assert.equal(shop.seen.connections, 2)
})

test('the certificate is held against the name, though the connection is to a number', async t => {
  const pem = await readFile(new URL('samples/shop-test.pem', import.meta.url), 'utf8')
  const shop = await served(
    (_, response) => response.end('safe'),
    createSecureServer({ key: pem, cert: pem }),
  )
  const ask = (name: string) => {
    const origin = `https://${name}:${shop.port}`
    return askOutside(origin, get, network([origin], { [name]: [['127.0.0.1']] }), bounds)
  }
  const stranger: unknown = await ask('shop.test').catch((error: unknown) => error)
  assert.equal(isNeverSent(stranger), true)
  const before = getCACertificates('default')
  t.after(() => setDefaultCACertificates(before))
  setDefaultCACertificates([...before, pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))])
  assert.equal((await ask('shop.test')).text, 'safe')
  for (const name of ['other.test', '127.0.0.1'])
    await assert.rejects(ask(name), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})
