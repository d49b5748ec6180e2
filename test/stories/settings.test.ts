import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { opening, stage } from './stage.ts'

// One after the other: what the merchant decides is for all orders.
const shop = await stage()
const { orders, article } = shop
const change = (settings: Readonly<Record<string, unknown>>) =>
  shop.shop.act('backorders.change_settings', { change: settings })
const some = (sku: string, quantity: number) => ({ lines: [{ sku, quantity, location: 'Main' }] })
const flawed = (pointer: string, why: RegExp) => (error: unknown) =>
  isRefusal(error) && error.flaws.some(flaw => flaw.pointer === pointer && why.test(flaw.message))

test('fewer missing units than the merchant cares about open nothing; once open, it stays until none is missing', async () => {
  await change({ minimumShortUnits: 3 })
  article({ sku: 'FEW', stock: { Main: 5 } })
  const order = orders.place(some('FEW', 7))
  await shop.rests(order)
  assert.deepEqual(shop.told(order), [])
  assert.match((await shop.caseOf(order)).explanation, /2 of 7 FEW are waiting/)
  orders.edit(order.name, 'FEW', 8)
  await shop.hears(order, 1)
  orders.edit(order.name, 'FEW', 6)
  const [, words] = await shop.hears(order, 2)
  assert.match(words ?? '', /1 of 6 FEW is waiting/)
  assert.equal((await shop.caseOf(order)).status, 'open')
  orders.edit(order.name, 'FEW', 5)
  assert.equal((await shop.hears(order, 4))[3], 'closed')
  await change({ minimumShortUnits: 1 })
})

test('test orders and what is never shipped are judged only where the merchant wants it', async () => {
  article({ sku: 'TRY', stock: { Main: 0 } })
  article({ sku: 'COURSE', requiresShipping: false, stock: { Main: 0 } })
  const tried = orders.place({ ...some('TRY', 1), isTest: true })
  await shop.rests(tried)
  assert.match((await shop.caseOf(tried)).explanation, /test/)
  // A change is for the orders that stand open, too.
  await change({ ignoreTestOrders: false, includeNonShipping: true })
  const course = orders.place(some('COURSE', 1))
  await Promise.all([shop.hears(tried, 1), shop.hears(course, 1)])
  await change({ ignoreTestOrders: true, includeNonShipping: false })
  const [, why, end] = await shop.hears(tried, 3)
  assert.match(why ?? '', /test order/)
  assert.equal(end, 'closed')
  assert.equal((await shop.hears(course, 3))[2], 'closed')
})

test('the merchant’s own words make the ticket, and are seen before they are used', async () => {
  const subjectTemplate = '{{ order.name | upcase }}: {{ shortUnits }} of {{ wantedUnits }} ({{ severity }})'
  const bodyTemplate =
    'Dear {{ customer.name | default: "customer" }}{% for line in lines %}, {{ line.short }} x {{ line.sku }} at {{ line.location }}{% endfor %}'
  assert.deepEqual(await shop.shop.act('backorders.preview_ticket', { template: bodyTemplate }), {
    text: 'Dear Ada Example, 3 x MUG at Main',
  })
  await change({ subjectTemplate, bodyTemplate })
  article({ sku: 'OWN', stock: { Main: 1 } })
  const order = orders.place(some('OWN', 3))
  await shop.hears(order, 1)
  assert.equal(shop.subjectOf(order), `${order.name}: 2 of 3 (normal)`)
  assert.equal(opening(shop, order), 'Dear Ada Example, 2 x OWN at Main')
})

test('a bad template is refused with the place and the cause, and what stood before stays', async () => {
  const before = await shop.shop.act('backorders.get_settings', {})
  for (const [template, why] of [
    ['{{ order.nam }}', /undefined variable: order\.nam, line:1, col:\d+/],
    ['{% for line in lines %}', /tag .*not closed, line:1/],
    ['{{ subject | shout }}', /undefined filter: shout, line:1/],
    ['{% include "secret" %}', /ENOENT|Failed to lookup/],
    ['{{ order.name', /not closed, line:1/],
  ] as const) {
    await assert.rejects(change({ bodyTemplate: template }), flawed('/bodyTemplate', why), template)
    await assert.rejects(
      shop.shop.act('backorders.preview_ticket', { template }),
      (error: unknown) =>
        isRefusal(error) && error.says.startsWith('The template cannot be used') && why.test(error.says),
    )
  }
  assert.deepEqual(await shop.shop.act('backorders.get_settings', {}), before)
})

test('a template that only fails with a real order costs no ticket: it has our words, and the history says why', async () => {
  await change({
    bodyTemplate: '{% if wantedUnits == 8 %}{{ subject }}{% else %}{{ order.total }}{% endif %}',
  })
  article({ sku: 'BROKEN', stock: { Main: 0 } })
  const order = orders.place(some('BROKEN', 2))
  await shop.hears(order, 1)
  assert.match(opening(shop, order), /2 of 2 BROKEN are waiting/)
  assert.match(
    (await shop.historyOf(order)).join('\n'),
    /template_failed: .*undefined variable: order\.total/,
  )
})

test('the schedule follows the settings at once, and one that never comes is refused', async () => {
  const scheduled = () =>
    shop.shop.db.across(tx =>
      tx.query<{ cron: string; timezone: string }>(
        `select cron, timezone from pgboss.schedule where key = 'backorders/scan/' || $1`,
        [shop.shop.owner.tenantId],
      ),
    )
  await change({ scanCron: '*/15 6-20 * * 1-5', scanZone: 'Europe/Berlin' })
  await shop.shop.until('it is scheduled', async () => (await scheduled())[0]?.cron === '*/15 6-20 * * 1-5')
  assert.equal((await scheduled())[0]?.timezone, 'Europe/Berlin')
  await assert.rejects(change({ scanCron: '61 * * * *' }), flawed('/scanCron', /the minute is/))
  await assert.rejects(change({ scanCron: '0 0 30 2 *' }), flawed('/scanCron', /never comes/))
  await assert.rejects(change({ scanZone: 'Mars/Base' }), flawed('/scanZone', /time zone/))
})

test('while it is off, nothing is opened; what is short is told when it is on again', async () => {
  await change({ isOn: false })
  article({ sku: 'OFF', stock: { Main: 0 } })
  const order = orders.place(some('OFF', 1))
  await shop.rests(order)
  assert.deepEqual(shop.told(order), [])
  for (let look = 0; look < 3; look += 1) {
    await new Promise(resolve => setTimeout(resolve, 1000))
    await shop.shop.act('backorders.judge_order', { order: order.id })
  }
  assert.match((await shop.caseOf(order)).explanation, /1 of 1 OFF is waiting/)
  await change({ isOn: true })
  await shop.hears(order, 1)
})
