import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stage } from '../till/stage.ts'

const play = await stage()
const [asks, approves] = [await play.join('admin'), await play.join('owner')]
after(() => play[Symbol.asyncDispose]())

type Form = [string, string][]

async function visit(cookie: string, path: string, form?: Form, headers: Record<string, string> = {}) {
  const answer = await fetch(`${play.shop.url}${path}`, {
    headers: { cookie, ...headers },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: answer.status, text: await answer.text() }
}

/** What a page's form would send besides what a person types. */
const hidden = (text: string): Form =>
  [...text.matchAll(/<input type="hidden" name="(\w+)" value="(\w+)"/g)].map(([, name, value]) => [
    name ?? '',
    value ?? '',
  ])

test('A30: a person reads all of it on a page, and decides by its button', async () => {
  const sale = play.till.sell('<b>bold')
  const { id } = await play.propose(asks.ask, 'till.give_refund', { sale: '<b>bold', minor: 1234 })
  const queue = await visit(approves.cookie, '/approvals')
  assert.ok(queue.text.includes(`/approvals/${id}`))
  const shown = await visit(approves.cookie, `/approvals/${id}`)
  for (const part of ['EUR 12.34', 'refunded', '1234', 'Money that was given back', '@example.com'])
    assert.ok(shown.text.replaceAll('\u00a0', ' ').includes(part), part)
  assert.ok(!shown.text.includes('<b>bold'), 'a platform writes no page of ours')
  const form: Form = [...hidden(shown.text), ['verdict', 'approve'], ['reason', 'as agreed']]
  assert.equal(
    (await visit(approves.cookie, `/approvals/${id}`, form, { origin: 'https://evil.test' })).status,
    403,
  )
  assert.equal((await visit(asks.cookie, `/approvals/${id}`, form)).status, 403)
  assert.equal((await visit(approves.cookie, `/approvals/${id}`, [['verdict', 'approve']])).status, 422)
  const done = await visit(approves.cookie, `/approvals/${id}`, form)
  assert.deepEqual([done.status, /It is approved/.test(done.text)], [200, true])
  await play.shop.until('it is done', () => sale.refunded === 1234)
  assert.ok(!(await visit(approves.cookie, `/approvals/${id}`)).text.includes('<button'))
})

test('several are looked at together and approved all at once', async () => {
  const sales = ['p1', 'p2'].map(name => play.till.sell(name))
  const made: { id: string }[] = []
  for (const { id: sale } of sales)
    made.push(await play.propose(asks.ask, 'till.give_refund', { sale, minor: 500 }))
  const marked: Form = made.map(({ id }) => ['approval', id])
  const shown = await visit(approves.cookie, '/approvals/together', marked)
  assert.ok(shown.text.replaceAll('\u00a0', ' ').includes('EUR 10.00'))
  const form: Form = [...hidden(shown.text), ['reason', 'all']]
  const fewer = form.filter(([, value]) => value !== made[0]?.id)
  assert.equal((await visit(approves.cookie, '/approvals/together/approve', fewer)).status, 409)
  assert.equal((await visit(approves.cookie, '/approvals/together/approve', form)).status, 200)
  await play.shop.until('both are done', () => sales.every(sale => sale.refunded === 500))
})

test('a stranger is told to sign in, and a member without the right what is missing', async () => {
  assert.equal((await visit('', '/approvals')).status, 401)
  const agent = await play.join('agent')
  const { id } = await play.propose(asks.ask, 'till.shred_receipt', { sale: play.till.sell('p3').id })
  assert.equal((await visit(agent.cookie, `/approvals/${id}`)).status, 200)
  assert.equal((await visit(agent.cookie, `/approvals/${id}`, [['verdict', 'deny']])).status, 403)
})
