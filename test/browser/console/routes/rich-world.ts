import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { browser } from '../../../signed-in.ts'
import { stage, type Stage } from '../../../till/stage.ts'
import { builtConsole } from '../rig.ts'

/** A shop in the middle of its day: something stands on every screen, also what went wrong. The cookie is its owner's. */
export async function richWorld(): Promise<Stage & { readonly cookie: string }> {
  await using opened = new AsyncDisposableStack()
  const receiver = createServer((request, answer) => {
    request.resume()
    answer.end('thank you')
  })
  await new Promise<void>(done => receiver.listen(0, '127.0.0.1', done))
  opened.defer(() => {
    receiver.closeAllConnections()
    receiver.close()
  })
  // oxlint-disable-next-line typescript/consistent-type-assertions -- what listens on a port of TCP has one
  const origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  const play = opened.use(await stage({ consoleFolder: await builtConsole(), privateOrigins: [origin] }))
  await sell(play)
  await ask(play, origin)
  await goWrong(play)
  const { cookie } = await browser(play.shop)
  const whole = opened.move()
  return { ...play, cookie, [Symbol.asyncDispose]: () => whole.disposeAsync() }
}

const people = ['Grace Hopper', 'Ada Lovelace', 'Alan Turing', 'Katherine Johnson', 'Edsger Dijkstra']

async function sell({ shop }: Stage): Promise<void> {
  const { orders } = shop.shopify.shop
  shop.shopify.shop.addVariant({ sku: 'MUG', stock: { Main: 5 } })
  for (const [at, customerName] of people.entries())
    orders.place({
      lines: [{ sku: at % 2 === 0 ? 'MUG' : 'CUP', quantity: at + 2, location: 'Main' }],
      email: `${customerName.split(' ')[0]?.toLowerCase()}@orders.test`,
      customerName,
      tags: at === 0 ? ['VIP'] : [],
    })
  await shop.until('tickets stand', () => shop.gorgias.tickets.length === 2)
  const [first] = orders.all.keys()
  await shop.act('shopify.change_tags', { order: first, add: ['gift'] })
}

/** What waits for a person, and what was said to others. */
async function ask(play: Stage, origin: string): Promise<void> {
  const [asks, owner] = [await play.join('admin'), await play.join('owner')]
  for (const sale of ['A-1', 'A-2', 'A-3']) {
    play.till.sell(sale)
    await play.propose(asks.ask, 'till.give_refund', { sale, minor: 1250 })
  }
  const [order] = play.shop.shopify.shop.orders.all.keys()
  await play.propose(asks.ask, 'shopify.refund_order', {
    order,
    amount: { minor: 1250, currency: 'EUR' },
    reference: 'a broken handle',
  })
  await owner.ask('POST', '/v1/api-keys', { name: 'Export to the warehouse', scopes: ['cases:read'] })
  const hook = await owner.ask('POST', '/v1/hooks', { url: `${origin}/erp`, description: 'The warehouse' })
  await owner.ask('POST', `/v1/hooks/${String(hook.body['id'])}/test`)
}

/** Unknown outcomes, parked events, jobs that were given up, a failed check. */
async function goWrong(play: Stage): Promise<void> {
  const { shop, till } = play
  const asks = await play.join('admin')
  till.sell('1042').isSmudged = true
  till.faults.plan({ kind: 'reset-before' }, 1, { path: '/note' })
  await asks.ask('POST', '/v1/actions/till.write_note', { sale: '1042', note: 'Ring twice' })
  await shop.until('it needs a person', async () => {
    const { body } = await asks.ask('GET', '/v1/intents?state=needs_person')
    return [body['data']].flat().length === 1
  })
  await shop.settle()
  await play.alter(
    `update events set state = 'parked', reason = 'The shop did not answer.', done_at = null
      where id = (select id from events order by received_at limit 1)`,
  )
  await play.alter(
    `insert into dead_jobs (tenant_id, id, queue, data, tries, reason)
      values ($1, gen_random_uuid(), 'work', '{"order":"#1001"}', 8, 'The shop did not answer.')`,
    [shop.owner.tenantId],
  )
}
