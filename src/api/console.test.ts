import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { browser } from '../../test/signed-in.ts'
import { world } from '../../test/world.ts'

const page = { accept: 'text/html,application/xhtml+xml' }

async function built(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-console-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<script nonce="__NONCE__"></script><div id="root"></div>')
  for (const name of ['main-AbC_1-2.js', 'notifications.store-BgD_1.js'])
    await writeFile(join(folder, 'assets', name), '1')
  await writeFile(join(folder, '.sources'), 'secret')
  return folder
}

test('the console answers where a browser asks for a page, and nowhere else', async () => {
  const consoleFolder = await built()
  await using shop = await world({ consoleFolder })
  const { cookie } = await browser(shop)
  const get = (path: string, headers: Record<string, string>) =>
    fetch(`${shop.url}${path}`, { headers, redirect: 'manual' })
  for (const path of ['/', '/approvals', '/backorders', '/backorders/case_1?status=open']) {
    const shown = await get(path, { ...page, cookie })
    assert.equal(shown.status, 200, path)
    assert.match(await shown.text(), /id="root"/)
    const stranger = await get(path, page)
    const back = encodeURIComponent(path)
    assert.deepEqual([stranger.status, stranger.headers.get('location')], [302, `/sign-in?next=${back}`])
  }
  for (const path of ['/docs', '/sign-in', '/security'])
    assert.doesNotMatch(await (await get(path, { ...page, cookie })).text(), /id="root"/, path)
  for (const [path, headers] of [
    ['/v1/nothing', page],
    ['/nothing', { accept: 'application/json' }],
    ['/assets/gone-1.js', page],
  ] as const) {
    const missed = await get(path, { ...headers, cookie })
    assert.equal(missed.status, 404, path)
    assert.doesNotMatch(await missed.text(), /id="root"/, path)
  }
  await rm(consoleFolder, { recursive: true })
})

test('each page has a nonce of its own and a policy that names it; only hashed files are kept', async () => {
  const consoleFolder = await built()
  await using shop = await world({ consoleFolder })
  const { cookie } = await browser(shop)
  const read = async () => {
    const answer = await fetch(`${shop.url}/`, { headers: { ...page, cookie } })
    const nonce = /nonce="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
    return { nonce, policy: answer.headers.get('content-security-policy') ?? '', answer }
  }
  const [one, other] = [await read(), await read()]
  assert.ok(one.nonce.length >= 22 && one.nonce !== other.nonce)
  assert.ok(one.policy.includes(`'nonce-${one.nonce}'`))
  assert.doesNotMatch(one.policy, /unsafe|\*/)
  assert.equal(one.answer.headers.get('cache-control'), 'no-store')
  // The builder names a chunk by the file that leads it, dots and all.
  for (const name of ['main-AbC_1-2.js', 'notifications.store-BgD_1.js']) {
    const kept = await fetch(`${shop.url}/assets/${name}`)
    assert.match(kept.headers.get('cache-control') ?? '', /immutable/, name)
    assert.match(kept.headers.get('content-type') ?? '', /javascript/, name)
  }
  for (const path of ['/assets/..%2f.sources', '/assets/%2e%2e/.sources', '/.sources', '/assets/.sources'])
    assert.doesNotMatch(await (await fetch(`${shop.url}${path}`)).text(), /secret/, path)
  await rm(consoleFolder, { recursive: true })
})
