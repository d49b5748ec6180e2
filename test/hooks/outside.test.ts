import assert from 'node:assert/strict'
import test from 'node:test'
import { allowedUrl } from '#spine/hooks/hooks.ts'
import { until } from '../waiting/queue.ts'
import { stage, testNetwork } from './stage.ts'

test('A39: a name that was public when it was entered and is private now is asked nothing', async () => {
  const rebound = new Map([
    ['rebound.test', [['93.184.215.14'], ['127.0.0.1'], ['93.184.215.14', '10.0.0.1'], ['::1']]],
  ])
  const resolve = async (name: string) => rebound.get(name)?.shift() ?? ['127.0.0.1']
  await allowedUrl('https://rebound.test/in', testNetwork(new Set(), resolve))
  await using on = await stage(resolve)
  const { id, at } = await on.hook([], 'https://rebound.test/in')
  on.work()
  await on.tell('case.opened')
  for (let nth = 1; nth <= 3; nth += 1) {
    await until(`attempt ${nth} was refused`, async () => (await on.log(id)).log.length === nth)
    await on.hurry()
  }
  await on.rest()
  for (const one of (await on.log(id)).log) assert.match(one.says ?? '', /private network/)
  assert.deepEqual([at.connections, on.errors], [0, []])
})

test('A39: addresses in a private network are not taken in, and no name of a private machine is asked', async () => {
  const network = testNetwork(new Set())
  for (const url of [
    'http://example.com/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:7f00:1]/',
    'https://2130706433/',
    'https://me:pass@example.com/',
    'https://inner.test/',
    'ftp://example.com/',
    'nonsense',
  ])
    await assert.rejects(allowedUrl(url, network), { name: 'Refusal' }, url)
})

test('A41: a receiver that hangs, and one with a long backlog, keep nobody else waiting', async () => {
  await using on = await stage()
  const [slow, quick] = [await on.hook(['case.opened']), await on.hook(['case.closed'])]
  const held: (() => void)[] = []
  slow.at.answer = response => void held.push(() => response.writeHead(200).end())
  for (let nth = 0; nth < 40; nth += 1) await on.tell('case.opened')
  for (let nth = 0; nth < 10; nth += 1) await on.tell('case.closed')
  on.work()
  await until('it hangs with two', () => slow.at.received.length === 2)
  await until('the other has all of its own', () => quick.at.received.length === 10)
  assert.equal(slow.at.received.length, 2)
  slow.at.answer = response => response.writeHead(200).end()
  for (const release of held) release()
  await until('then it gets the rest', () => slow.at.received.length === 40)
})
