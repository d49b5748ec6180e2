import assert from 'node:assert/strict'
import test from 'node:test'
import { browser } from '../../test/signed-in.ts'
import { world } from '../../test/world.ts'
import { safeHeaders } from './headers.ts'
import { router } from './router.ts'
import { startDoors, startServer } from './server.ts'

// The same for everybody: nothing of anybody is kept with them.
const files: Readonly<Record<string, string>> = {
  '/style.css': 'no-cache',
  '/sign-in.js': 'no-cache',
  '/passkey.js': 'no-cache',
  '/scheme.js': 'no-cache',
  '/inter.woff2': 'public, max-age=86400',
}

function lacks(path: string, answer: Response): string[] {
  return Object.entries(safeHeaders(path)).flatMap(([name, wanted]) => {
    const found = answer.headers.get(name)
    const isFile = name === 'cache-control' && found !== null && files[path] === found
    return found === wanted || isFile ? [] : [`${path} ${answer.status}: ${name}: ${found}`]
  })
}

test('A32: every answer of every route carries every header: pages, problems, webhooks, MCP and what is nowhere', async () => {
  await using shop = await world()
  const { cookie } = await browser(shop)
  const declared = router(shop.house)
    .routes.filter(({ path }) => path !== '/*' && path !== '*')
    .map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+/g, 'x') }))
  const others = [
    { method: 'POST', path: '/webhook/orders/create' },
    { method: 'POST', path: `/webhook/${'x'.repeat(43)}/orders/create` },
    { method: 'POST', path: '/mcp' },
    { method: 'GET', path: '/mcp' },
    { method: 'GET', path: '/nowhere' },
    { method: 'PUT', path: '/v1/members' },
    { method: 'OPTIONS', path: '/v1/members' },
    { method: 'HEAD', path: '/sign-in' },
  ]
  const seen = new Set<number>()
  const wrong: string[] = []
  for (const { method, path } of [...declared, ...others])
    // The last leaves, as `/sign-out` does before.
    for (const headers of [{}, { cookie }, { cookie, origin: 'https://evil.example' }]) {
      const body = method === 'GET' || method === 'HEAD' ? null : '{}'
      const answer = await fetch(`${shop.url}${path}`, { method, headers, body, redirect: 'manual' })
      seen.add(answer.status)
      wrong.push(...lacks(path, answer))
    }
  assert.deepEqual(wrong, [])
  assert.ok(declared.length > 40, String(declared.length))
  for (const status of [200, 303, 401, 403, 404, 405]) assert.ok(seen.has(status), `none was ${status}`)
})

test('A32: a defect, a body too large and the door of a worker carry them as well', async () => {
  await using shop = await world()
  const { cookie } = await browser(shop)
  const large = await fetch(`${shop.url}/v1/api-keys`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
  assert.deepEqual(lacks('/v1/api-keys', large), [])
  assert.ok(large.status >= 400)
  const place = { role: 'worker', host: '127.0.0.1', port: 0, metricsPort: 0 }
  const worker = await startDoors(shop.house, place)
  for (const path of ['/health', '/metrics', '/nowhere'])
    assert.deepEqual(lacks(path, await fetch(`http://127.0.0.1:${worker?.port}${path}`)), [])
  await worker?.close()
  const limit = () => {
    throw new Error('planned')
  }
  const broken = await startServer({ ...shop.house, limit }, { host: '127.0.0.1', port: 0 })
  const defect = await fetch(`http://127.0.0.1:${broken.port}/v1/account`, { headers: { cookie } })
  assert.equal(defect.status, 500)
  assert.deepEqual(lacks('/v1/account', defect), [])
  await broken.close()
})
