import assert from 'node:assert/strict'
import test from 'node:test'
import { world } from '../../test/world.ts'
import { runCli } from './program.ts'
import { terminal } from '../../test/cli-terminal.ts'
import { inWords } from './words.ts'

test('a key for one tool is made by its name; a name that is none makes no key; both doors leave the same trail', async () => {
  await using shop = await world()
  const { run } = terminal(shop)
  const made = await run('--json', 'keys', 'create', '--name', 'bot', '--tool', 'gorgias.create_ticket')
  const id = String(Object(JSON.parse(made.out)).id)
  assert.match((await run('keys', 'list')).out, /tool:gorgias\.create_ticket/)
  assert.equal((await run('keys', 'create', '--name', 'bot', '--tool', 'gorgias.creat_ticket')).code, 1)
  assert.equal((await run('keys', 'create', '--name', 'bot')).code, 1)
  await run('keys', 'revoke', id)
  await run('sign-in')
  const trail = (await run('audit', 'list')).out
  for (const deed of ['key.made', 'key.revoked', 'sign_in_link.made']) assert.ok(trail.includes(deed), deed)
})

test('with --json, on either side of the command, errors are JSON too', async () => {
  await using shop = await world()
  const { run } = terminal(shop)
  const refused = await run('events', 'show', 'evt_wrong', '--json')
  assert.equal(refused.code, 1)
  assert.equal(Object(JSON.parse(refused.err)).error.code, 'not_found')
  const failed = await run('--json', 'connect', 'add', 'gorgias', '--credentials', '@/nowhere.json')
  assert.equal(Object(JSON.parse(failed.err)).error.code, 'failed')
})

test('a limit or state that is none is wrong usage', async () => {
  await using shop = await world()
  const { run } = terminal(shop)
  for (const limit of ['0', '-1', 'many', '501']) {
    assert.equal((await run('events', 'list', '--limit', limit)).code, 2)
    assert.equal((await run('audit', 'list', '--limit', limit)).code, 2)
  }
  assert.equal((await run('events', 'list', '--state', 'lost')).code, 2)
  assert.equal((await run('writes', 'list', '--state', 'lost')).code, 2)
})

test('the doctor sees an install that does not open, and credentials whose key is lost', async () => {
  await using shop = await world()
  const { run, deps } = terminal(shop)
  const out: string[] = []
  const closed = { ...deps, print: (line: string) => void out.push(line) }
  const refuse = new AggregateError([new Error('connect ECONNREFUSED ::1:5432')])
  assert.equal(await runCli(['doctor'], { ...closed, open: () => Promise.reject(refuse) }), 1)
  assert.match(out.join('\n'), /Opening +false +.*ECONNREFUSED.*DATABASE_URL/)
  assert.match((await run('doctor')).out, /Key ring +true/)
  await shop.db.tenant(shop.owner.tenantId, tx => tx.query(`update data_keys set kek_id = 'gone'`))
  assert.match((await run('doctor')).out, /Key ring +false +lacks the key gone.*SECRET_KEYS/)
})

test('the description of the REST door is printed where the install lends it', async () => {
  await using shop = await world()
  const { deps } = terminal(shop)
  const out: string[] = []
  const print = (line: string) => void out.push(line)
  assert.equal(await runCli(['openapi'], { ...deps, print, openapi: async () => ({ openapi: '3.1.0' }) }), 0)
  assert.deepEqual(JSON.parse(out.join('')), { openapi: '3.1.0' })
  assert.equal(await runCli(['openapi'], deps), 2)
})

test('what others wrote cannot steer the terminal', () => {
  const rows = inWords([{ title: 'a\u001b[31mb\u009bc\u0007', more: { deep: 'x\u009by' } }])
  assert.doesNotMatch(rows, /[^\P{Cc}\n]/u)
})
