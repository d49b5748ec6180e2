import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { about, callsTo } from './calls.ts'
import { startGorgias } from './gorgias.ts'

let clock = 0
const desk = await startGorgias({ limit: { calls: 40, perSeconds: 20, now: () => clock } })
after(() => desk.close())
const { ask, listOf } = callsTo(desk)

test('lists page by cursor both ways, by customer, and pay no heed to external_id unless told to', async () => {
  await ask('POST', '/api/tickets', about('bob@shop.example'))
  for (const n of [1, 2, 3, 4, 5]) {
    await ask('POST', '/api/tickets', about('eve@shop.example', { external_id: `eve-${n}` }))
  }
  const customers = await listOf('/api/customers?email=EVE@shop.example')
  assert.equal(customers.data.length, 1)
  const base = `/api/tickets?customer_id=${customers.data[0]?.id}&order_by=created_datetime:asc&limit=2`
  const seen: unknown[] = []
  let [cursor, last]: (string | null)[] = ['', null]
  while (cursor !== null) {
    const got = await listOf(base + (cursor && `&cursor=${cursor}`))
    seen.push(...got.data.map(one => one['external_id']))
    cursor = got.meta.next_cursor
    last = got.meta.prev_cursor
  }
  assert.deepEqual(seen, ['eve-1', 'eve-2', 'eve-3', 'eve-4', 'eve-5'])
  const back = await listOf(`${base}&cursor=${last}`)
  assert.deepEqual(
    back.data.map(one => one['external_id']),
    ['eve-3', 'eve-4'],
  )
  assert.equal((await ask('GET', '/api/tickets?limit=101')).status, 400)
  assert.equal((await ask('GET', '/api/tickets?cursor=x')).status, 400)
  assert.equal((await ask('GET', '/api/tickets?order_by=id')).status, 400)

  assert.ok((await listOf('/api/tickets?external_id=eve-4')).data.length > 1)
  const finding = await startGorgias({ ledger: desk.ledger, filtersExternalId: true })
  const found = await callsTo(finding).listOf('/api/tickets?external_id=eve-4')
  await finding.close()
  assert.deepEqual(
    found.data.map(one => one['external_id']),
    ['eve-4'],
  )
})

test('the bucket holds 40 calls, leaks 2 a second, and says so', async () => {
  clock += 60_000
  const answers = await Promise.all(Array.from({ length: 41 }, () => ask('GET', '/api/account')))
  const refused = answers.filter(one => one.status === 429)
  assert.equal(refused.length, 1)
  assert.equal(refused[0]?.headers.get('retry-after'), '1')
  assert.equal(refused[0]?.headers.get('x-gorgias-account-api-call-limit'), '40/40')
  clock += 1000
  const later = await ask('GET', '/api/account')
  assert.deepEqual([later.status, later.headers.get('x-gorgias-account-api-call-limit')], [200, '39/40'])
})
