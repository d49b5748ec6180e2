import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '#spine/refusal.ts'
import { openShopBench, type ShopBench } from '../../../../../test/conformance/rigs/shopify-bench.ts'
import { shopifyCreateDraftOrder as create } from './create-draft-order.ts'
import { shopifyDeleteDraftOrder as remove } from './delete-draft-order.ts'

let bench: ShopBench
before(async () => {
  bench = await openShopBench()
})
after(() => bench.close())

const wish = () => ({
  lines: [
    { variant: bench.shop.stock.variant('CUP').id, quantity: 3 },
    { title: 'Engraving', quantity: 1, price: { minor: 450, currency: 'EUR' } },
  ],
  address: { address1: 'Hauptplatz 2', city: 'Wien', country: 'AT' },
  reference: 'quote 1',
})

test('a draft has the articles at their prices, and claims nothing', async () => {
  const { itemId } = bench.shop.stock.variant('CUP')
  const before_ = bench.shop.stock.levels({ itemId })[0]?.available
  const { draftOrder, total } = create.action.output.parse(await bench.run(create, wish(), 'a'))
  assert.deepEqual(total, { minor: 3 * 700 + 450, currency: 'EUR' })
  assert.equal(bench.shop.drafts.get(String(draftOrder))?.shippingAddress?.city, 'Wien')
  assert.equal(bench.shop.stock.levels({ itemId })[0]?.available, before_)
})

test('two drafts of one name are for a person to look at', async () => {
  await bench.run(create, wish(), 'b')
  assert.equal((await bench.probe(create, wish(), 'b')).is, 'applied')
  await bench.run(create, wish(), 'b')
  assert.equal((await bench.probe(create, wish(), 'b')).is, 'ambiguous')
})

test('ours is found behind pages of others, and not beyond reason', async () => {
  const [some] = bench.shop.drafts.values()
  assert.ok(some)
  await bench.run(create, wish(), 'c')
  const others = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const id = bench.shop.id('DraftOrder')
      bench.shop.drafts.set(id, { ...some, id, attributes: [] })
    }
  }
  others(120)
  assert.equal((await bench.probe(create, wish(), 'c')).is, 'applied')
  others(150)
  assert.equal((await bench.probe(create, wish(), 'c')).is, 'ambiguous')
})

test('only a draft that was prepared here, and that nobody sent or completed, is deleted', async () => {
  const made = create.action.output.parse(await bench.run(create, wish(), 'd'))
  const draft = bench.shop.drafts.get(String(made['draftOrder']))
  assert.ok(draft)
  draft.status = 'COMPLETED'
  await assert.rejects(bench.run(remove, { draftOrder: draft.id }, 'e'), /completed since/)
  const theirs = { ...draft, id: bench.shop.id('DraftOrder'), attributes: [], status: 'OPEN' as const }
  bench.shop.drafts.set(theirs.id, theirs)
  await assert.rejects(
    bench.run(remove, { draftOrder: theirs.id }, 'f'),
    error => isRefusal(error) && error.code === 'forbidden',
  )
  assert.ok(bench.shop.drafts.has(theirs.id) && bench.shop.drafts.has(draft.id))
})

test('a line that is neither an article nor has a price is refused unsent', async () => {
  const drafts = bench.shop.drafts.size
  for (const line of [{ quantity: 1 }, { quantity: 1, title: 'Cup' }])
    await assert.rejects(bench.run(create, { lines: [line], reference: 'x' }, 'g'), /by a title with a price/)
  assert.equal(bench.shop.drafts.size, drafts)
})
