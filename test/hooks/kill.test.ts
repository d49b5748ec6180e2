import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import test from 'node:test'
import { until } from '../waiting/queue.ts'
import { stage } from './stage.ts'

test('killed between the sending and the record: sent again under the same webhook-id, and on record once', async () => {
  await using on = await stage()
  const { id, at } = await on.hook()
  const file = new URL('./pump-app.ts', import.meta.url).pathname
  const worker = () =>
    spawn(process.execPath, [file, on.house.url, new URL(at.url).origin], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
  await on.tell('case.opened', { case: 'case_1' })
  for (let nth = 1; nth <= 3; nth += 1) {
    const dying = worker()
    const end = once(dying, 'exit')
    // The message was taken in; its answer arrives at nobody.
    at.answer = () => dying.kill('SIGKILL')
    await until(`worker ${nth} sent it`, () => at.received.length === nth)
    await end
    assert.deepEqual((await on.log(id)).log, [])
    const [row] = await on.house.asOwner<{ held: boolean }>(
      `select lease_until > now() as held from hook_deliveries where state = 'waiting'`,
    )
    assert.equal(row?.held, true)
    await on.hurry()
  }
  at.answer = response => response.writeHead(200).end()
  on.work()
  await until('somebody else sent it', async () => (await on.log(id)).state === 'delivered')
  await on.rest()
  const { log, attempts } = await on.log(id)
  assert.deepEqual([log.length, log[0]?.number, attempts], [1, 4, 4])
  const same = at.received.map(one => `${one.id} ${one.body}`)
  assert.deepEqual([same.length, new Set(same).size, at.flaws], [4, 1, []])
})
