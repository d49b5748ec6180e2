import assert from 'node:assert/strict'
import test from 'node:test'
import { withOpened, type Opened } from './recent.ts'

test('what was opened lately is kept once each, the last first, and not for ever', () => {
  const all = ['/a', '/b', '/c', '/a'].reduce<Opened[]>((before, to) => withOpened(before, { to }), [])
  assert.deepEqual(
    all.map(({ to }) => to),
    ['/a', '/c', '/b'],
  )
  assert.deepEqual(withOpened([{ to: '/orders/1', title: 'old' }], { to: '/orders/1', title: 'new' }), [
    { to: '/orders/1', title: 'new' },
  ])
  const many = Array.from({ length: 20 }, (_one, at) => ({ to: `/${at}` })).reduce(withOpened, all)
  assert.equal(many.length, 9)
  assert.equal(many[0]?.to, '/19')
})
