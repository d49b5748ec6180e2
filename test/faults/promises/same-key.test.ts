import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { world, type World } from '../../world.ts'
import { figure } from '../figure.ts'
import { numberFrom } from '../seeded.ts'
import { poster, type Answer } from './ask.ts'

const keys = numberFrom('FAULTS_KEYS', 10, 100)
const ticket = '/v1/actions/gorgias.create_ticket'
const about = (reference: string) => ({ customer: 'ada@example.com', subject: 'S', body: 'B', reference })
const isReplay = ({ headers }: Answer) => headers.get('idempotent-replayed') === 'true'

test(`P17: ${keys} keys, each sent eight times at once and again later, act once and answer with the same bytes`, async t => {
  await using shop = await world({ requestsPerMinute: 100_000 })
  const post = await poster(shop)
  let underWay = 0
  for (let at = 0; at < keys; at += 1) {
    const send = () => post(ticket, `k${at}`, about(`fact ${at}`))
    const answers = await Promise.all(Array.from({ length: 8 }, send))
    const [first] = answers.filter(one => one.status === 200 && !isReplay(one))
    assert.ok(first)
    for (const one of answers.filter(each => each !== first)) {
      if (one.status === 409) underWay += Number(one.headers.get('retry-after') === '2')
      else assert.deepEqual([one.status, one.text, isReplay(one)], [200, first.text, true])
    }
    const later = await send()
    assert.deepEqual([later.status, later.text, isReplay(later)], [200, first.text, true])
    assert.equal((await post(ticket, `k${at}`, about('other'))).status, 422)
  }
  assert.equal(shop.gorgias.tickets.length, keys)
  const errors = await errorsAfterStart(shop, post)
  await keptForADay(shop, post)
  await scoped(shop, post)
  figure(
    t,
    'P17',
    `${keys} keys sent ${keys * 10} times: ${keys} tickets, every replay byte-equal, ${underWay} told 409 while under way, ${keys} of ${keys} other bodies 422, ${errors} errors after start replayed, kept 24 h, scoped to account and route`,
  )
})

type Post = Awaited<ReturnType<typeof poster>>

// What was refused stays refused under its key, although the platform would take it now; what may be tried again is tried again.
async function errorsAfterStart(shop: World, post: Post): Promise<number> {
  const { faults } = shop.gorgias
  const before = shop.gorgias.tickets.length
  const statuses = [400, 403, 404, 422]
  for (const status of statuses) {
    const send = () => post(ticket, `no ${status}`, about(`no ${status}`))
    faults.plan({ kind: 'status', status, body: '{}' })
    const [first, second] = [await send(), await send()]
    assert.ok(first.status >= 400 && first.status < 500)
    assert.deepEqual([second.status, second.text, isReplay(second)], [first.status, first.text, true])
  }
  assert.equal(shop.gorgias.tickets.length, before)
  faults.plan({ kind: 'status', status: 429, headers: { 'retry-after': '1' }, body: '{}' })
  const limited = await post(ticket, 'soon', about('soon'))
  assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '1'])
  await shop.until('it is done under the same key', async () => {
    return (await post(ticket, 'soon', about('soon'))).status === 200
  })
  assert.equal(shop.gorgias.tickets.length, before + 1)
  return statuses.length
}

async function keptForADay(shop: World, post: Post): Promise<void> {
  const age = (hours: number) =>
    shop.db.tenant(shop.owner.tenantId, tx =>
      tx.query(
        `update idempotency_keys set created_at = now() - $1::float8 * interval '1 hour' where key = 'k0'`,
        [hours],
      ),
    )
  await age(23.99)
  assert.equal(isReplay(await post(ticket, 'k0', about('fact 0'))), true)
  await age(24.01)
  // Forgotten, the key is free; the fact is known all the same.
  assert.equal(isReplay(await post(ticket, 'k0', about('fact 0'))), false)
  assert.equal(shop.gorgias.tickets.length, keys + 1)
}

async function scoped(shop: World, post: Post): Promise<void> {
  const preview = await post(`${ticket}/preview`, 'k1', about('other'))
  assert.deepEqual([preview.status, isReplay(preview)], [200, false])
  const { tenantId, memberId } = await createAccount(shop.db, { name: 'Cups', ownerEmail: 'o@cups.test' })
  const stranger = await poster(shop, { ...shop.owner, tenantId, id: memberId })
  const theirs = await stranger(ticket, 'k1', about('fact 1'))
  assert.deepEqual([theirs.status < 200 || theirs.status > 299, isReplay(theirs)], [true, false])
}
