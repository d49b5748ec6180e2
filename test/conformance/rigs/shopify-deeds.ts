import assert from 'node:assert/strict'
import { z } from 'zod'
import type { Draft } from '#sandbox/shopify/model/drafts.ts'
import type { NewOrder } from '#sandbox/shopify/model/order.ts'
import type { ShopifySandbox } from '#sandbox/shopify/server.ts'
import type { Deed } from '../rig.ts'

/** What the connector can do with orders, each upon an order of its own. */
export function orderDeeds({ shop }: ShopifySandbox): Record<string, Deed> {
  const place = (more: Partial<NewOrder> = {}) =>
    shop.orders.place({ lines: [{ sku: 'MUG', quantity: 2 }], ...more })
  const item = () => shop.stock.variant('MUG').itemId
  const orderOf = (input: unknown) => z.object({ order: z.string() }).parse(input).order
  const words = (input: unknown) => {
    const { tags, note } = shop.orders.find(orderOf(input))
    return { tags: tags.toSorted(), note }
  }
  const work = () => place().work[0] ?? assert.fail('an order without work')
  const holds = (input: unknown) => {
    const { fulfillmentOrder } = z.object({ fulfillmentOrder: z.string() }).parse(input)
    const found = shop.orders.findWork(fulfillmentOrder).work
    return { status: found.status, holds: found.holds.map(({ reason, notes }) => ({ reason, notes })) }
  }
  const draft = () => {
    const id = shop.id('DraftOrder')
    shop.drafts.set(id, draftOf(id, shop.now()))
    return id
  }
  return {
    get_order: { input: () => ({ order: place().id }), aim: { operation: 'order' } },
    list_orders: { input: () => ({ limit: 2 }), aim: { operation: 'orders' } },
    check_inventory: { input: () => ({ items: [item()] }), aim: { operation: 'nodes' } },
    refund_order: {
      input: () => {
        const { id, lines } = place()
        const line = { line: lines[0]?.id, quantity: 1, restock: 'cancel' }
        return { order: id, lines: [line], note: 'One came broken', reference: 'claim 7' }
      },
      aim: { operation: 'refundCreate' },
      leaves: 'refund.created',
      undo: 'irreversible',
    },
    change_tags: {
      input: () => ({ order: place({ tags: ['gift'] }).id, add: ['late'], remove: [] }),
      aim: { operation: 'tagsAdd' },
      leaves: 'tags.added',
      undo: 'declared',
      onlySeen: ['added', 'removed'],
      state: words,
    },
    set_note: {
      input: () => ({ order: place({ note: 'Ring twice' }).id, note: 'Leave at the door' }),
      aim: { operation: 'orderUpdate' },
      leaves: 'order.updated',
      undo: 'declared',
      onlySeen: ['before'],
      state: words,
    },
    hold_fulfillment: {
      input: () => ({ fulfillmentOrder: work().id, reason: 'other', note: 'Wait for the card' }),
      aim: { operation: 'fulfillmentOrderHold' },
      leaves: 'fulfillment_order.held',
      undo: 'declared',
      state: holds,
    },
    release_fulfillment: {
      input: () => {
        const { id } = work()
        const {
          holds: [hold],
        } = shop.orders.hold(id, true, { reason: 'AWAITING_PAYMENT', notes: 'Until noon' })
        return { fulfillmentOrder: id, hold: hold?.id }
      },
      aim: { operation: 'fulfillmentOrderReleaseHold' },
      leaves: 'fulfillment_order.released',
      undo: 'declared',
      onlySeen: ['released'],
      state: holds,
    },
    move_fulfillment: {
      input: () => {
        const cellar =
          shop.stock.locations.find(({ name }) => name === 'Cellar')?.id ?? shop.addLocation('Cellar')
        const mug = shop.stock.variant('MUG').itemId
        if (!shop.stock.level(mug, cellar)) shop.stock.set(mug, cellar, 0)
        return { fulfillmentOrder: work().id, location: cellar }
      },
      aim: { operation: 'fulfillmentOrderMove' },
      leaves: 'fulfillment_order.moved',
      undo: 'declared',
      onlySeen: ['from'],
      state: input => {
        const { fulfillmentOrder } = z.object({ fulfillmentOrder: z.string() }).parse(input)
        return shop.orders.findWork(fulfillmentOrder).work.location.name
      },
    },
    change_shipping_address: {
      input: () => ({
        order: place().id,
        address: { address1: '10 King St', city: 'Vancouver', province: 'BC', zip: 'V5K 0A1', country: 'CA' },
      }),
      aim: { operation: 'orderUpdate' },
      leaves: 'order.updated',
      undo: 'declared',
      onlySeen: ['before'],
      state: input => shop.orders.find(orderOf(input)).shippingAddress,
    },
    create_draft_order: {
      input: () => ({
        lines: [
          { variant: shop.stock.variant('MUG').id, quantity: 2, price: { minor: 950, currency: 'EUR' } },
          { title: 'Engraving', quantity: 2, price: { minor: 300, currency: 'EUR' } },
        ],
        customer: 'ada@example.com',
        reference: 'quote 12',
      }),
      aim: { operation: 'draftOrderCreate' },
      leaves: 'draft.created',
      undo: 'declared',
      state: () => shop.drafts.size,
    },
    delete_draft_order: {
      input: () => ({ draftOrder: draft() }),
      aim: { operation: 'draftOrderDelete' },
      leaves: 'draft.deleted',
      undo: 'absolute',
    },
    edit_order_lines: {
      input: () => {
        const { id, lines } = place()
        const add = [{ variant: shop.stock.variant('CUP').id, quantity: 1 }]
        return { order: id, lines: [{ line: lines[0]?.id, quantity: 1 }], add, note: 'One is enough' }
      },
      aim: { operation: 'orderEditCommit' },
      leaves: 'order.edited',
      undo: 'declared',
      onlySeen: ['before'],
      state: input =>
        shop.orders.find(orderOf(input)).lines.flatMap(one => (one.quantity > 0 ? [one.quantity] : [])),
    },
    cancel_order: {
      input: () => ({
        order: place().id,
        reason: 'customer',
        isRestocked: true,
        isRefunded: true,
        note: 'Asked by phone',
      }),
      aim: { operation: 'orderCancel' },
      leaves: 'order.cancelled',
      undo: 'irreversible',
    },
  }
}

function draftOf(id: string, createdAt: Date): Draft {
  const empty = { email: null, note: null, poNumber: null, tags: [], shippingAddress: null, lines: [] }
  return {
    ...empty,
    id,
    name: '#D1',
    status: 'OPEN',
    attributes: [{ key: 'storewright', value: 'ours' }],
    createdAt,
  }
}
