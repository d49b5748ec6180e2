import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browser } from '../signed-in.ts'
import { stage } from './stage.ts'

const story = await stage({ settings: { holdsShort: true } })
const { orders, article, put, shop } = story
const desk = await browser(shop)

type Order = ReturnType<typeof orders.find>

/** What waits for a person about a piece of the order. */
async function waiting(order: Order): Promise<{ id: string; hash: string }[]> {
  const { text } = await desk.send('GET', '/v1/approvals?state=waiting&limit=200')
  const approvals: { id: string; hash: string; input: Record<string, unknown> }[] = Object(
    JSON.parse(text),
  ).data
  return approvals.filter(({ input }) => order.work.some(work => work.id === input['fulfillmentOrder']))
}

/** How many releases were asked for, whatever became of them. */
async function released(order: Order): Promise<number> {
  const rows = await shop.db.tenant(shop.owner.tenantId, tx =>
    tx.query(
      `select 1 as one from intents where action = 'release_fulfillment' and input->>'fulfillmentOrder' = any($1)`,
      [order.work.map(work => work.id)],
    ),
  )
  return rows.length
}

const holdsOf = (order: Order) => order.work.map(work => work.holds.map(hold => hold.reason))

describe('holding what is short', { concurrency: true }, () => {
  test('short work is held when its ticket opens, and released by a person after its case has ended', async () => {
    article({ sku: 'MUG', stock: { Main: 0 } })
    article({ sku: 'TEA', stock: { East: 9 } })
    const order = orders.place({
      lines: [
        { sku: 'MUG', quantity: 2, location: 'Main' },
        { sku: 'TEA', quantity: 1, location: 'East' },
      ],
    })
    await story.hears(order, 1)
    await shop.until('it is held', () => holdsOf(order).flat().length > 0)
    await story.rests(order)
    assert.deepEqual(holdsOf(order), [['INVENTORY_OUT_OF_STOCK'], []])
    assert.deepEqual(await waiting(order), [])
    put('MUG', 'Main', 0)
    await shop.until('the case is over', async () => (await story.statusOf(order)) === 'closed')
    await shop.until('its release waits', async () => (await waiting(order)).length === 1)
    assert.deepEqual(holdsOf(order), [['INVENTORY_OUT_OF_STOCK'], []])
    const [{ id, hash } = { id: '', hash: '' }] = await waiting(order)
    const said = await desk.send(
      'POST',
      `/v1/approvals/${id}/decision`,
      JSON.stringify({ hash, verdict: 'approve', reason: 'Stock has come.' }),
    )
    assert.equal(said.status, 200, said.text)
    await shop.until('it may leave', () => holdsOf(order).flat().length === 0)
    const told = async (line: string) => (await story.historyOf(order)).includes(line)
    assert.ok(await told('hold: Its work at Main is held until stock covers it.'))
    await shop.until('the case knows', () => told('release: Its work at Main may leave.'))
  })

  test('what somebody released by hand is asked for by nobody, and what could leave from elsewhere is not held', async () => {
    article({ sku: 'JAR', stock: { Main: 0 } })
    article({ sku: 'LID', stock: { Main: 0, East: 5 } })
    const jar = orders.place({ lines: [{ sku: 'JAR', quantity: 1, location: 'Main' }] })
    const lid = orders.place({ lines: [{ sku: 'LID', quantity: 1, location: 'Main' }] })
    await shop.until('the jar is held', () => holdsOf(jar).flat().length === 1)
    await shop.until('the case knows', async () =>
      (await story.historyOf(jar)).some(line => line.startsWith('hold')),
    )
    orders.hold(jar.work[0]?.id ?? '', false)
    put('JAR', 'Main', 0)
    put('LID', 'Main', 0)
    for (const order of [jar, lid])
      await shop.until('the case is over', async () => (await story.statusOf(order)) === 'closed')
    assert.deepEqual([await released(jar), await released(lid)], [0, 0])
    assert.deepEqual(holdsOf(lid), [[]])
    assert.equal((await story.historyOf(lid)).filter(line => line.startsWith('hold')).length, 0)
  })
})
