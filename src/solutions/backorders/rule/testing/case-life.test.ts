import assert from 'node:assert/strict'
import test from 'node:test'
import { newCase, step } from '../case-life.ts'
import type { Todo } from '../case-life.ts'
import type { OrderFacts, PoolFacts } from '../facts.ts'
import { entry, line, order, pool, work } from './examples.ts'
import { at, cancelled, covered, live, seconds, settings, short, unread } from './lives.ts'

const message = (todo: Todo | undefined) => (todo && 'message' in todo ? todo.message : '')
const open = () => live([short(0), short(60)]).state

test('9: a ticket needs two short readings, 60 s apart, of the same work', () => {
  const told = live([short(0), short(59), short(60)])
  assert.deepEqual(told.todos.slice(0, 2), [
    { do: 'wait', until: seconds(60) },
    { do: 'wait', until: seconds(60) },
  ])
  assert.ok(told.last?.do === 'open_ticket')
  assert.equal(told.last.subject, '#1003: 3 of 8 MUG are waiting for stock')
  const moved = at(60, order({ fulfillmentOrders: [work([line()], { id: 'fo2' })] }), pool())
  assert.deepEqual(live([short(0), moved]).last, { do: 'wait', until: seconds(120) })
  assert.deepEqual(live([short(0), short(0)], newCase, { ...settings, confirmSeconds: 0 }).deeds, [
    'wait',
    'wait',
  ])
})

test('9: a shortage that is gone on the second reading is noted and nobody is told', () => {
  const told = live([covered(0), short(1), covered(61), short(62), cancelled(130)])
  assert.deepEqual(told.deeds, ['nothing', 'wait', 'note', 'wait', 'note'])
  assert.equal(told.state.ticketOpenedAt, null)
})

test('9: a reading that fails neither confirms nor closes; it is repeated ever more rarely', () => {
  assert.deepEqual(live([short(0), unread(60), unread(120)]).todos.slice(1), [
    { do: 'wait', until: seconds(120) },
    { do: 'wait', until: seconds(240) },
  ])
  assert.deepEqual(live([unread(61)], open()).deeds, ['nothing'])
  assert.deepEqual(live([covered(61), unread(400), covered(401)], open()).deeds, ['wait', 'wait', 'close'])
})

test('a minimum opens no case below it and closes none that is open', () => {
  const by = { ...settings, minimumShortUnits: 4 }
  assert.deepEqual(live([short(0), short(60)], newCase, by).deeds, ['nothing', 'nothing'])
  assert.deepEqual(live([short(61), covered(62), short(63)], open(), by).deeds, [
    'nothing',
    'wait',
    'nothing',
  ])
})

test('10: a covered reading must hold; a short one in between starts the wait again without a word', () => {
  const told = live(
    [covered(100), covered(399), short(400), covered(401), covered(700), covered(701)],
    open(),
  )
  assert.deepEqual(told.deeds, ['wait', 'wait', 'nothing', 'wait', 'wait', 'close'])
  assert.deepEqual(told.state.closed, { at: seconds(701), reason: 'restocked' })
  assert.match(message(told.last), /MUG at Berlin: 8 here instead of 5/)
})

test('10: a merchant who resets negative stock to zero closes the case, and it stays closed', () => {
  const resets = Array.from({ length: 20 }, (_, n) => covered(100 + n * 300))
  assert.deepEqual(
    live(resets, open()).deeds.filter(deed => deed !== 'nothing'),
    ['wait', 'close'],
  )
})

test('10: a cancelled earlier order closes the case and is named', () => {
  const queue = [entry({ quantity: 3 })]
  const five = order({ fulfillmentOrders: [work([line({ remaining: 5 })])] })
  const before = [0, 60].map(second => at(second, five, pool({ queue })))
  const after = [61, 361].map(second => at(second, five, pool({ available: 0, committed: 5 })))
  const told = live([...before, ...after])
  assert.ok(told.last?.do === 'close' && told.last.reason === 'earlier_orders_left')
  assert.match(told.last.message, /MUG at Berlin: 0 units are ahead instead of 3 \(no longer #1001\)/)
})

test('10: an order that is cancelled or fulfilled closes at once, also while it is clearing', () => {
  assert.ok(live([cancelled(61)], open()).last?.do === 'close')
  const told = live([covered(61), at(62, order({ isFulfilled: true }))], open())
  assert.deepEqual(told.state.closed, { at: seconds(62), reason: 'fulfilled' })
})

test('10: edits, moves, losses and overtakers are told once they hold', () => {
  const small = order({ fulfillmentOrders: [work([line({ remaining: 7 })])] })
  const edited = (second: number) => at(second, small, pool({ available: -2, committed: 7 }))
  const told = live([edited(100), edited(160), edited(170)], open())
  assert.deepEqual(told.deeds, ['wait', 'update_ticket', 'nothing'])
  assert.match(message(told.todos[1]), /the order now waits for 7 MUG instead of 8/)
  const news = (of: OrderFacts, stock: PoolFacts) =>
    message(live([at(100, of, stock), at(160, of, stock)], open()).last)
  assert.match(news(order(), pool({ available: -6 })), /2 here instead of 5/)
  const vip = pool({ available: -5, committed: 10, queue: [entry({ priority: -1, quantity: 2 })] })
  assert.match(news(order(), vip), /2 units are ahead instead of 0\./)
  const bonn = { id: 'bonn', name: 'Bonn', isStockManaged: true }
  const moved = order({ fulfillmentOrders: [work([line()], { location: bonn })] })
  assert.match(news(moved, pool({ locationId: 'bonn' })), /MUG is now to ship from Bonn/)
  const dropped = live(
    [at(100, order({ fulfillmentOrders: [work([])] })), at(400, order({ fulfillmentOrders: [work([])] }))],
    open(),
  )
  assert.ok(dropped.last?.do === 'close' && dropped.last.reason === 'order_changed')
  const untracked = order({ fulfillmentOrders: [work([line({ isTracked: false })])] })
  assert.equal(live([at(100, untracked), at(400, untracked)], open()).state.closed?.reason, 'covered')
})

test('10: someone ahead who is far down a long queue is counted, not named', () => {
  const queue = Array.from({ length: 30 }, (_, n) =>
    entry({ orderId: `a${n}`, orderName: `#a${n}`, lineId: `a${n}` }),
  )
  const stock = (left: number) =>
    pool({ available: 25 - left, committed: 8 + left, queue: queue.slice(0, left) })
  const told = live([0, 60].map(second => at(second, order(), stock(30))))
  const after = live(
    [100, 160].map(second => at(second, order(), stock(29))),
    told.state,
  )
  assert.match(message(after.last), /29 units are ahead instead of 30\./)
})

test('one ticket for ever: a new shortage comes back to the same ticket', () => {
  const told = live([covered(100), covered(400), short(500), short(560)], open())
  assert.deepEqual(told.deeds, ['wait', 'close', 'wait', 'update_ticket'])
  assert.ok(told.last?.do === 'update_ticket' && told.last.reopen)
  assert.deepEqual([told.state.reopened, told.state.closed], [1, null])
})

test('a reading that was overtaken by a newer one changes nothing', () => {
  const state = open()
  assert.deepEqual(step(state, cancelled(59), settings), { state, todo: { do: 'nothing' } })
})
