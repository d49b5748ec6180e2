import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { showId } from '#spine/ids.ts'
import { addMember, removeMember } from '#spine/tenancy/members.ts'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { browser } from '../../../test/signed-in.ts'
import { readStream, type Told } from '../../../test/stream-reader.ts'
import { world, type World } from '../../../test/world.ts'

let shop: World
let cookie = ''
before(async () => {
  shop = await world()
  cookie = (await browser(shop)).cookie
})
after(() => shop[Symbol.asyncDispose]())

const idsOf = (told: Told, kind: string): readonly string[] =>
  (told.told.changes ?? []).filter(change => change.kind === kind).flatMap(change => change.ids ?? [])

/** What is told until something holds of all of it: the app lives meanwhile, so that what is waited for need not come first. */
async function hear(
  stream: AsyncIterator<Told>,
  isEnough: (all: readonly Told[]) => boolean,
): Promise<readonly Told[]> {
  const all: Told[] = []
  while (!isEnough(all)) {
    const { value, done } = await stream.next()
    if (done) assert.fail(`The stream ended after ${JSON.stringify(all)}.`)
    all.push(value)
  }
  return all
}

async function restOf(stream: AsyncIterable<Told>): Promise<Told[]> {
  const rest: Told[] = []
  for await (const told of stream) rest.push(told)
  return rest
}

// Transactions that begin in one order and commit in another: what a plain sequence would lose.
async function joinSlowly(n: number): Promise<string> {
  return shop.db.tenant(shop.owner.tenantId, async tx => {
    const [row] = await tx.query<{ id: string }>(
      `insert into members (tenant_id, email, role) values ($1, $2, 'viewer') returning id`,
      [tx.tenantId, `slow${n}@mugs.test`],
    )
    await tx.query('select pg_sleep($1)', [Math.random() / 5])
    return `mem_${row?.id.replaceAll('-', '')}`
  })
}

test('a stream that is cut twenty times loses nothing, in whatever order it was committed', async () => {
  const heard = new Set<string>()
  let [mark, cuts, isOver] = ['', 0, false]
  const first = readStream(shop, cookie)
  mark = (await first.next()).value?.id ?? ''
  await first.return(undefined)
  const wanted: string[] = []
  const writing = (async () => {
    for (let round = 0; round < 16; round += 1)
      wanted.push(...(await Promise.all([0, 1, 2, 3].map(n => joinSlowly(round * 4 + n)))))
  })().finally(() => void (isOver = true))
  const isAllHeard = (): boolean => isOver && wanted.every(id => heard.has(id))
  let patience = 24
  while (cuts < 20 || !isAllHeard()) {
    const isLast = isOver && !isAllHeard()
    const cut = new AbortController()
    const timer = setTimeout(() => cut.abort(), isLast ? 5_000 : Math.random() * 400)
    try {
      for await (const told of readStream(shop, cookie, { after: mark, signal: cut.signal })) {
        assert.notEqual(told.event, 'reset')
        for (const id of idsOf(told, 'member')) heard.add(id)
        mark = told.id ?? mark
        if (isLast && isAllHeard()) break
      }
    } catch (error) {
      assert.ok(cut.signal.aborted, String(error))
    }
    clearTimeout(timer)
    cuts += 1
    if (isLast) patience -= 1
    assert.ok(patience > 0, `${wanted.filter(id => !heard.has(id)).length} of ${wanted.length} are missing`)
  }
  await writing
  assert.ok(cuts >= 20)
})

test('a mark that is none, too old, or of the future asks to read everything anew', async () => {
  for (const after_ of ['x', '5.1000', `900000000000000000.${Math.floor(Date.now() / 1000)}`]) {
    const stream = readStream(shop, cookie, { after: after_ })
    assert.equal((await stream.next()).value?.event, 'reset', after_)
    await stream.return(undefined)
  }
})

test('a stream tells only what its caller may see, and ends with the session', async () => {
  const { tenantId } = shop.owner
  const viewer = await shop.db.tenant(tenantId, tx =>
    addMember(tx, shop.owner, { email: 'viewer@mugs.test', role: 'viewer' }),
  )
  const { cookie: theirs } = await browser({ ...shop, owner: { ...shop.owner, id: viewer.id } })
  const stream = readStream(shop, theirs)
  assert.equal((await stream.next()).value?.event, 'begin')
  const { key } = await shop.db.tenant(tenantId, tx =>
    createKey(tx, shop.owner, { name: 'k', scopes: ['act:read'] }),
  )
  await shop.db.tenant(tenantId, tx => tx.query(`update connections set health = 'poor'`))
  const connections = [shop.shopConnection, shop.deskConnection].map(id => showId('conn', id))
  const told = await hear(stream, all => {
    const heard = all.flatMap(one => idsOf(one, 'connection'))
    return connections.every(id => heard.includes(id))
  })
  await shop.db.tenant(tenantId, tx => removeMember(tx, shop.owner, viewer.id))
  const rest = await restOf(stream)
  assert.equal(rest.at(-1)?.event, 'end')
  assert.ok(!JSON.stringify([...told, ...rest]).includes(key.id))
  assert.ok(![...told, ...rest].some(one => one.told.changes?.some(({ kind }) => kind === 'key')))
})

test('a thousand changes of one transaction are told as one', async () => {
  const stream = readStream(shop, cookie)
  await stream.next()
  await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(
      `insert into dead_jobs (tenant_id, id, queue, data, tries, reason)
       select $1, gen_random_uuid(), 'work', '{}', 8, 'x' from generate_series(1, 1000)`,
      [tx.tenantId],
    ),
  )
  const jobs = (all: readonly Told[]) =>
    all.flatMap(one => one.told.changes ?? []).filter(({ kind }) => kind === 'job')
  const told = await hear(stream, all => jobs(all).length > 0)
  assert.deepEqual(jobs(told), [{ kind: 'job', ids: null }])
  await stream.return(undefined)
})

test('who cannot hold a stream asks from mark to mark', async () => {
  const ask = async (mark?: string) => {
    const answer = await fetch(`${shop.url}/v1/changes${mark === undefined ? '' : `?after=${mark}`}`, {
      headers: { cookie },
    })
    return Object(await answer.json())
  }
  const { mark, is_whole: isWhole } = await ask()
  assert.equal(isWhole, true)
  const id = await joinSlowly(1000)
  let members: unknown[] = []
  await shop.until('the member is told', async () => {
    const { changes } = await ask(mark)
    members = changes.filter(({ kind }: { kind: string }) => kind === 'member')
    return members.length > 0
  })
  assert.deepEqual(members, [{ kind: 'member', ids: [id] }])
  assert.equal((await ask('nonsense')).is_whole, false)
})

test('a stream ends when the process stops', async () => {
  const stream = readStream(shop, cookie)
  await stream.next()
  const [rest] = await Promise.all([restOf(stream), shop.closeDoor()])
  assert.ok(Array.isArray(rest))
})
