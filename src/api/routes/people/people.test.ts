import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from '../../../../test/signed-in.ts'
import { world, type World } from '../../../../test/world.ts'

let shop: World
interface Answer {
  readonly status: number
  readonly body: ReturnType<typeof Object>
}
let owner: Awaited<ReturnType<typeof browser>>
before(async () => {
  shop = await world()
  owner = await browser(shop)
})
after(() => shop[Symbol.asyncDispose]())

const ask =
  (who: { send: Awaited<ReturnType<typeof browser>>['send'] }) =>
  async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await who.send(method, path, body === undefined ? undefined : JSON.stringify(body))
    return { status: answer.status, body: JSON.parse(answer.text) }
  }

async function join(email: string, role: string) {
  const made = await ask(owner)('POST', '/v1/members', { email, role, name: email.split('@')[0] })
  assert.equal(made.status, 201)
  const token = made.body.secret.split('#token=')[1]
  return { id: made.body.id, ...(await browser(shop, { token, next: '/' })) }
}

test('a member is added by a link, changed, and removed, and a role above one’s own is nobody’s to give', async () => {
  const admin = await join('admin@mugs.test', 'admin')
  const agent = await join('agent@mugs.test', 'agent')
  assert.equal(
    (await ask(agent)('POST', '/v1/members', { email: 'x@mugs.test', role: 'viewer' })).status,
    403,
  )
  assert.equal((await ask(admin)('POST', '/v1/members', { email: 'y@mugs.test', role: 'owner' })).status, 403)
  const changed = await ask(owner)('PATCH', `/v1/members/${agent.id}`, { role: 'viewer' })
  assert.deepEqual([changed.body.role, changed.body.ended_sessions], ['viewer', 1])
  assert.equal((await agent.send('GET', '/v1/me')).status, 401)
  assert.equal((await ask(owner)('DELETE', `/v1/members/${admin.id}`)).body.removed, true)
  assert.equal((await admin.send('GET', '/v1/me')).status, 401)
  assert.equal((await ask(owner)('GET', '/v1/roles')).body.data.length, 4)
})

test('preferences are one’s own, and stay where they are not named', async () => {
  const first = await ask(owner)('PATCH', '/v1/me', {
    preferences: { zone: 'Europe/Berlin', hours: '12', single_keys: false },
  })
  assert.equal(first.body.preferences.language, null)
  const second = await ask(owner)('PATCH', '/v1/me', { name: 'Nora', preferences: { scheme: 'dark' } })
  assert.deepEqual(
    [
      second.body.name,
      second.body.preferences.zone,
      second.body.preferences.scheme,
      second.body.preferences.single_keys,
    ],
    ['Nora', 'Europe/Berlin', 'dark', false],
  )
  assert.equal((await ask(owner)('PATCH', '/v1/me', { preferences: { zone: 'Mars' } })).status, 422)
})

test('sessions are listed and ended, one’s own alone', async () => {
  const other = await browser(shop)
  const mine = await ask(owner)('GET', '/v1/sessions')
  assert.equal(mine.body.data.length, 2)
  const there = mine.body.data.find((one: { is_this: boolean }) => !one.is_this)
  const guest = await join('guest@mugs.test', 'viewer')
  assert.equal((await ask(guest)('DELETE', `/v1/sessions/${there.id}`)).status, 404)
  assert.equal((await ask(owner)('DELETE', `/v1/sessions/${there.id}`)).status, 200)
  assert.equal((await other.send('GET', '/v1/me')).status, 401)
})

test('a view is one’s own or the team’s; stars and defaults are everybody’s own', async () => {
  const guest = await join('views@mugs.test', 'agent')
  const [mine, theirs] = [ask(owner), ask(guest)]
  const own = (await mine('POST', '/v1/views', { page: 'cases', name: 'Big', state: { minimumShort: 5 } }))
    .body
  const team = (
    await mine('POST', '/v1/views', { page: 'cases', name: 'Open', state: { status: 'open' }, is_team: true })
  ).body
  assert.deepEqual(
    (await theirs('GET', '/v1/views?page=cases')).body.data.map((one: { id: string }) => one.id),
    [team.id],
  )
  assert.equal((await theirs('PATCH', `/v1/views/${own.id}`, { name: 'x' })).status, 404)
  assert.equal((await theirs('PATCH', `/v1/views/${team.id}`, { name: 'x' })).status, 403)
  assert.equal((await theirs('PATCH', `/v1/views/${team.id}`, { is_default: true })).body.is_default, true)
  await mine('PATCH', `/v1/views/${own.id}`, { is_default: true })
  const again = await mine('PATCH', `/v1/views/${team.id}`, { is_default: true, is_starred: true })
  assert.equal(again.body.is_default, true)
  const listed = (await mine('GET', '/v1/views')).body.data
  assert.deepEqual(
    listed.map((one: { is_default: boolean }) => one.is_default),
    [false, true],
  )
  assert.equal((await mine('PATCH', `/v1/views/${team.id}`, { name: 'Open now', version: 7 })).status, 409)
  assert.equal((await mine('DELETE', `/v1/views/${team.id}`)).status, 200)
})

test('who has the same thing open is known, and who left no more', async () => {
  const guest = await join('there@mugs.test', 'agent')
  const at = { what: 'case', id: 'case_1' }
  await ask(guest)('POST', '/v1/presence', { ...at, doing: 'viewing', tab: 'a' })
  await ask(guest)('POST', '/v1/presence', { ...at, doing: 'editing', tab: 'b' })
  const seen = await ask(owner)('POST', '/v1/presence', { ...at, doing: 'viewing' })
  assert.deepEqual(
    seen.body.others.map((one: { name: string; doing: string }) => [one.name, one.doing]),
    [['there', 'editing']],
  )
  const open = await ask(owner)('GET', `/v1/presence?what=${at.what}`)
  assert.deepEqual(open.body.data, [{ id: at.id, names: [seen.body.others[0].name] }])
  for (const tab of ['a', 'b']) await ask(guest)('POST', '/v1/presence', { ...at, doing: 'left', tab })
  assert.deepEqual((await ask(owner)('POST', '/v1/presence', { ...at, doing: 'viewing' })).body.others, [])
})

test('who saves settings upon an older version is shown what came between, and overwrites nothing', async () => {
  const guest = await join('nora@mugs.test', 'admin')
  const path = '/v1/actions/backorders.change_settings'
  const { version } = (await ask(owner)('POST', '/v1/actions/backorders.get_settings', {})).body.output
  const hers = await ask(guest)('POST', path, { change: { closeHoldSeconds: 77 }, version })
  assert.equal(hers.status, 200)
  const stale = await ask(owner)('POST', path, { change: { closeHoldSeconds: 5 }, version })
  assert.equal(stale.status, 409)
  assert.match(stale.body.detail, /Changed by nora/)
  assert.deepEqual(stale.body.errors, [{ pointer: '/closeHoldSeconds', message: '1 → 77' }])
  const again = await ask(owner)('POST', path, { change: { closeHoldSeconds: 5 }, version: version + 1 })
  assert.equal(again.status, 200)
})
