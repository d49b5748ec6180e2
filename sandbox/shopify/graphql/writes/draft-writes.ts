import { GraphQLError } from 'graphql'
import { addressOf, addressRefused, type AddressInput } from '../../model/address.ts'
import type { Draft, DraftLine } from '../../model/drafts.ts'
import type { Shop } from '../../shop.ts'
import { digits } from '../../webhooks/write-json.ts'
import { money, seconds, type Node } from '../node.ts'
import { connection, type Paging } from '../paging.ts'
import { userError, type Write } from './refused.ts'

interface Price {
  readonly amount: string
  readonly currencyCode: string
}

interface LineInput {
  readonly quantity: number
  readonly variantId?: string | null
  readonly title?: string | null
  readonly priceOverride?: Price | null
  readonly originalUnitPriceWithCurrency?: Price | null
}

interface DraftInput {
  readonly lineItems?: readonly LineInput[] | null
  readonly email?: string | null
  readonly note?: string | null
  readonly poNumber?: string | null
  readonly tags?: readonly string[] | null
  readonly customAttributes?: readonly { readonly key: string; readonly value: string }[] | null
  readonly shippingAddress?: AddressInput | null
}

/** Preparing orders. No key keeps a second draft away. */
export function draftWrites(shop: Shop, write: Write): Node {
  return {
    draftOrder: ({ id }: { id: string }) => {
      const draft = shop.drafts.get(id)
      return draft ? draftNode(draft) : null
    },
    draftOrders: ({
      query,
      reverse,
      ...paging
    }: Paging & { query?: string | null; reverse?: boolean | null }) => {
      const since = sinceOf(query ?? '')
      const all = [...shop.drafts.values()].filter(one => one.createdAt >= since)
      return connection((reverse ? all.toReversed() : all).map(draftNode), paging)
    },
    draftOrderCreate: ({ input }: { input: DraftInput }) => {
      const failed = (message: string) => ({ draftOrder: null, userErrors: [userError(message, ['input'])] })
      const lines = (input.lineItems ?? []).map(one => lineOf(shop, one))
      const known = lines.filter(one => one !== undefined)
      if (known.length === 0) return failed('Add at least 1 product')
      if (known.length < lines.length) return failed('Line item is invalid')
      const flaw = input.shippingAddress ? addressRefused(input.shippingAddress) : undefined
      if (flaw !== undefined) return failed(flaw)
      const draft: Draft = {
        id: shop.id('DraftOrder'),
        name: `#D${shop.drafts.size + 1}`,
        status: 'OPEN',
        email: input.email ?? null,
        note: input.note ?? null,
        poNumber: input.poNumber ?? null,
        tags: input.tags ?? [],
        attributes: input.customAttributes ?? [],
        shippingAddress: input.shippingAddress ? addressOf(input.shippingAddress) : null,
        lines: known,
        createdAt: shop.now(),
      }
      shop.drafts.set(draft.id, draft)
      write('draft.created', { draftId: draft.id, lines: known, email: draft.email })
      return { draftOrder: draftNode(draft), userErrors: [] }
    },
    draftOrderDelete: ({ input: { id } }: { input: { id: string } }) => {
      const draft = shop.drafts.get(id)
      const words = !draft
        ? 'Draft order not found'
        : draft.status === 'COMPLETED'
          ? 'Draft order has been completed'
          : undefined
      if (words !== undefined) return { deletedId: null, userErrors: [userError(words, ['id'])] }
      shop.drafts.delete(id)
      write('draft.deleted', { draftId: id })
      return { deletedId: id, userErrors: [] }
    },
  }
}

function draftNode(one: Draft): Node {
  const total = one.lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  return {
    __typename: 'DraftOrder',
    id: one.id,
    legacyResourceId: digits(one.id),
    name: one.name,
    status: one.status,
    email: one.email,
    note2: one.note,
    poNumber: one.poNumber,
    tags: one.tags,
    customAttributes: one.attributes,
    createdAt: seconds(one.createdAt),
    updatedAt: seconds(one.createdAt),
    totalPriceSet: money(total),
    subtotalPriceSet: money(total),
  }
}

function lineOf(shop: Shop, one: LineInput): DraftLine | undefined {
  const wanted = one.priceOverride ?? one.originalUnitPriceWithCurrency
  if (one.quantity < 1 || (wanted && wanted.currencyCode !== 'EUR')) return undefined
  const price = wanted ? Math.round(Number(wanted.amount) * 100) : undefined
  if (!one.variantId)
    return one.title && price !== undefined
      ? { title: one.title, sku: null, quantity: one.quantity, price }
      : undefined
  const variant = shop.stock.variants.find(each => each.id === one.variantId)
  return (
    variant && {
      title: variant.title,
      sku: variant.sku,
      quantity: one.quantity,
      price: price ?? variant.price,
    }
  )
}

function sinceOf(query: string): Date {
  if (query === '') return new Date(0)
  const found = /^created_at:>='([^']+)'$/.exec(query)?.[1]
  if (found === undefined) throw new GraphQLError(`The simulated search does not know "${query}"`)
  return new Date(found)
}
