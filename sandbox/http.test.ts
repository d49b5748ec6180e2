import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { Faults } from './faults.ts'
import type { Fault } from './faults.ts'
import { controlRoute, json, startHttp } from './http.ts'
import type { HttpRequest } from './http.ts'
import { openLedger } from './ledger.ts'

/** Says when a fault has been taken and acted upon, so that no test has to wait for a time. */
class Watched extends Faults {
  taken: () => void = () => undefined

  override next(path: string, operation?: string): Fault | undefined {
    const fault = super.next(path, operation)
    if (fault) setImmediate(this.taken)
    return fault
  }
}

const faults = new Watched()
const ledger = openLedger()
const control = controlRoute(faults, ledger)
let runs = 0
let seen: HttpRequest | undefined

const server = await startHttp({
  faults,
  operation: request => request.headers['x-operation']?.toString(),
  route: async request => {
    const answer = control(request)
    if (answer) return answer
    if (request.path === '/bug') throw new Error('oops')
    runs += 1
    seen = request
    return json(201, { text: 'x'.repeat(60) })
  },
})
const ask = (path = '/write', init: RequestInit = {}) =>
  fetch(server.url + path, { method: 'POST', body: '{}', ...init })
const askUnder = async (fault: Fault, init: RequestInit = {}) => {
  faults.plan(fault)
  return ask('/write', init)
}

beforeEach(() => {
  faults.clear()
  runs = 0
})
after(() => server.close())

test('without a fault the request arrives whole and so does the answer', async () => {
  const answer = await ask('/write?a=1&a=2', { body: 'päck', headers: { 'x-one': '1' } })
  assert.equal(answer.status, 201)
  assert.deepEqual(await answer.json(), { text: 'x'.repeat(60) })
  assert.equal(seen?.body.toString(), 'päck')
  assert.deepEqual(seen?.query.getAll('a'), ['1', '2'])
  assert.equal(seen?.headers['x-one'], '1')
})

test('a status fault answers with its headers and does not run the route, unless it commits', async () => {
  const answer = await askUnder({
    kind: 'status',
    status: 429,
    headers: { 'retry-after': 'soon' },
    body: 'no',
  })
  assert.deepEqual(
    [answer.status, answer.headers.get('retry-after'), await answer.text()],
    [429, 'soon', 'no'],
  )
  assert.equal(runs, 0)
  assert.equal((await askUnder({ kind: 'status', status: 502, commits: true })).status, 502)
  assert.equal(runs, 1)
})

test('a redirect to a private address is passed on as it is', async () => {
  const headers = { location: 'http://169.254.169.254/' }
  const answer = await askUnder({ kind: 'status', status: 307, headers }, { redirect: 'manual' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [307, headers.location])
})

test('a reset before the route leaves nothing done; after it, everything', async () => {
  await assert.rejects(askUnder({ kind: 'reset-before' }))
  assert.equal(runs, 0)
  await assert.rejects(askUnder({ kind: 'reset-after' }))
  assert.equal(runs, 1)
})

test('a caller who gives up on a hanging server has written nothing, unless the fault commits', async () => {
  const leaving = async (commits: boolean) => {
    const leave = new AbortController()
    faults.taken = () => leave.abort()
    await assert.rejects(askUnder({ kind: 'hang', ms: 60_000, commits }, { signal: leave.signal }))
    faults.taken = () => undefined
  }
  await leaving(false)
  assert.equal(runs, 0)
  await leaving(true)
  assert.equal(runs, 1)
  assert.equal((await askUnder({ kind: 'hang', ms: 1 })).status, 201)
})

test('a slow answer arrives whole in the end, and leaves with a caller who does not wait', async () => {
  const answer = await askUnder({ kind: 'slow', bytesPerSecond: 2000 })
  assert.deepEqual(await answer.json(), { text: 'x'.repeat(60) })
  const leave = new AbortController()
  const stuck = await askUnder({ kind: 'slow', bytesPerSecond: 1 }, { signal: leave.signal })
  leave.abort()
  await assert.rejects(stuck.text())
})

test('a body that is reset midway, one without an end, and a head that never ends are left by the caller', async () => {
  await assert.rejects((await askUnder({ kind: 'reset-midway' })).text())
  const endless = await askUnder({ kind: 'endless' })
  let length = 0
  for await (const chunk of endless.body ?? []) if ((length += chunk.length) > 1_000_000) break
  assert.ok(length > 1_000_000)
  const leave = new AbortController()
  faults.taken = () => leave.abort()
  await assert.rejects(askUnder({ kind: 'slow-head' }, { signal: leave.signal }))
  faults.taken = () => undefined
  assert.equal(runs, 3)
})

test('half of a JSON text comes with a status that promises it, and does nothing unless it commits', async () => {
  const answer = await askUnder({ kind: 'broken-json' })
  assert.equal(answer.status, 200)
  await assert.rejects(answer.json())
  assert.equal(runs, 0)
  await askUnder({ kind: 'broken-json', commits: true })
  assert.equal(runs, 1)
})

test('a truncated answer and a wrong length are both seen as broken', async () => {
  const truncated = await askUnder({ kind: 'truncate' })
  assert.equal(truncated.status, 201)
  await assert.rejects(truncated.text())
  const short = await askUnder({ kind: 'wrong-length' })
  await assert.rejects(short.json())
  assert.equal(runs, 2)
})

test('an HTML page comes with status 200', async () => {
  const answer = await askUnder({ kind: 'html' })
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /^<!doctype html>/)
  assert.equal(runs, 0)
})

test('a gzip bomb is small on the wire and large to whoever unpacks it', async () => {
  const answer = await askUnder({ kind: 'gzip-bomb' })
  assert.equal(answer.headers.get('content-encoding'), 'gzip')
  assert.ok(Number(answer.headers.get('content-length')) < 2_000_000)
  let unpacked = 0
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = answer.body ?? []
  for await (const chunk of body) {
    unpacked += chunk.length
    if (unpacked > 50_000_000) break
  }
  assert.ok(unpacked > 50_000_000)
})

test('what only the simulator can word is handed to its route', async () => {
  await askUnder({ kind: 'throttled' })
  assert.deepEqual(seen?.fault, { kind: 'throttled' })
  await askUnder({ kind: 'graphql-error', code: 'INTERNAL_SERVER_ERROR' })
  assert.deepEqual(seen?.fault, { kind: 'graphql-error', code: 'INTERNAL_SERVER_ERROR' })
  await ask()
  assert.equal(seen?.fault, undefined)
})

test('a fault can be aimed at an operation', async () => {
  faults.plan({ kind: 'status', status: 500 }, 1, { operation: 'refund' })
  assert.equal((await ask()).status, 201)
  assert.equal((await ask('/write', { headers: { 'x-operation': 'refund' } })).status, 500)
})

test('the control door plans, shares and clears faults, reads the ledger, and is never faulty', async () => {
  const order = (body: unknown) => ask('/__control/faults', { body: JSON.stringify(body) })
  assert.equal((await order({ fault: { kind: 'status', status: 500 }, times: 1 })).status, 200)
  assert.equal((await order({ fault: { kind: 'status', status: 502 }, share: 1, seed: 3 })).status, 200)
  assert.deepEqual([(await ask()).status, (await ask()).status], [500, 502])
  assert.equal((await order({ fault: { kind: 'meteor' } })).status, 400)
  assert.equal((await ask('/__control/faults', { body: '{' })).status, 400)

  ledger.append({ platform: 'a', kind: 'x', details: {} })
  ledger.append({ platform: 'b', kind: 'x', details: {} })
  const read = await fetch(`${server.url}/__control/ledger?platform=b`)
  assert.deepEqual(await read.json(), ledger.entries({ platform: 'b' }))
  assert.equal((await fetch(`${server.url}/__control/faults`, { method: 'DELETE' })).status, 200)
  assert.equal((await ask()).status, 201)
})

test('a bug in a simulator is a 500, and closing frees a hanging caller', async () => {
  assert.equal((await ask('/bug')).status, 500)
  const entered = Promise.withResolvers<void>()
  const other = await startHttp({
    faults: new Faults(),
    route: () => {
      entered.resolve()
      return new Promise(() => undefined)
    },
  })
  const stuck = assert.rejects(fetch(other.url))
  await entered.promise
  await other.close()
  await stuck
})
