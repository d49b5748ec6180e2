import type { z } from 'zod'
import { createDraftOrder } from '#commerce/draft-orders.ts'
import { amountSaid, decimalOf } from '#commerce/money.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Attempt } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { createDraft, recentDrafts } from '../../documents/drafts.ts'
import { idOf, refuseOn } from '../answered.ts'
import { markOf } from '../own-mark.ts'
import { platformAddress } from '../platform-address.ts'
import { exact } from '../refund/refund-plan.ts'
import { ourAttribute } from './our-attribute.ts'

type Wanted = z.output<typeof createDraftOrder.input>

/** So many pages of drafts are looked through for ours; a shop that makes more in minutes is asked about by a person. */
const mostPages = 5

/** Makes a draft that carries our mark among its attributes: the platform takes no key for it. */
export const shopifyCreateDraftOrder = provide(createDraftOrder, {
  settleSeconds: 5,
  async run(input, account: ShopifyAccount, attempt) {
    const { draftOrderCreate: done } = await ask(account, createDraft, { input: draftInput(input, attempt) })
    refuseOn(done?.userErrors)
    if (!done?.draftOrder)
      throw new Refusal('unknown_outcome', 'Shopify did not say what became of the draft.')
    return outputOf(done.draftOrder)
  },
  async probe(_input, account, attempt) {
    const found = await findOurs(account, attempt)
    if (found === 'more') return { is: 'ambiguous', evidence: 'Too many drafts since then to look at each.' }
    const [ours, second] = found
    if (second) return { is: 'ambiguous', evidence: `Two drafts are ours: ${ours?.name}, ${second.name}.` }
    return ours
      ? { is: 'applied', output: outputOf(ours), evidence: `Draft ${ours.name} carries our mark.` }
      : { is: 'absent' }
  },
  async preview(input) {
    const lines = input.lines.map(({ title, variant, quantity, price }) => {
      const at = price ? ` at ${amountSaid(price)}` : ''
      return `${quantity} of ${title ?? variant ?? 'nothing'}${at}`
    })
    return {
      subject: `draft ${input.reference}`,
      title: `A draft with ${lines.join(', ')}`.slice(0, 500),
      changes: [{ field: 'draft', from: null, to: 'open' }],
    }
  },
  undo: (_input, { draftOrder }) => ({ action: 'delete_draft_order', input: { draftOrder } }),
})

async function findOurs(account: ShopifyAccount, attempt: Attempt) {
  // Their clock and ours may differ.
  const since = new Date(Date.parse(attempt.since) - 5 * 60 * 1000).toISOString()
  const query = `created_at:>='${since}'`
  const ours: Made[] = []
  let after: string | null = null
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { draftOrders }: Page = await ask(account, recentDrafts, { query, after })
    ours.push(
      ...draftOrders.nodes.filter(one =>
        one.customAttributes.some(({ key, value }) => key === ourAttribute && value === markOf(attempt)),
      ),
    )
    after = draftOrders.pageInfo.endCursor
    if (!draftOrders.pageInfo.hasNextPage) return ours
  }
  return ours.length > 0 ? ours : ('more' as const)
}

type Page = z.output<typeof recentDrafts.shape>
type Made = Page['draftOrders']['nodes'][number]

function outputOf({ id, name, totalPriceSet }: Made) {
  return { draftOrder: id, name, total: exact(totalPriceSet) }
}

function draftInput(input: Wanted, attempt: Attempt) {
  const { customer, address, note, tags, purchaseOrder } = input
  return {
    lineItems: input.lines.map(lineInput),
    customAttributes: [{ key: ourAttribute, value: markOf(attempt) }],
    tags,
    note,
    ...(customer !== undefined && { email: customer }),
    ...(address && { shippingAddress: platformAddress(address) }),
    ...(purchaseOrder !== undefined && { poNumber: purchaseOrder }),
  }
}

function lineInput({ quantity, variant, title, price }: Wanted['lines'][number]) {
  const money = price && { amount: decimalOf(price), currencyCode: price.currency }
  if (variant !== undefined)
    return {
      variantId: idOf('ProductVariant', variant),
      quantity,
      ...(money && { priceOverride: money }),
    }
  if (title === undefined || !money)
    throw new Refusal('invalid_input', 'Name a line by its article, or by a title with a price.')
  return { title, quantity, originalUnitPriceWithCurrency: money }
}
