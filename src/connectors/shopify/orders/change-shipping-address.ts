import type { z } from 'zod'
import { changeShippingAddress, isSameAddress, type Address } from '#commerce/addresses.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Change } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../client.ts'
import { orderAddress, type MailingAddress } from '../documents/addresses.ts'
import { updateOrder } from '../documents/notes.ts'
import { platformAddress } from './platform-address.ts'
import { orderId, refuseOn, unknownOrder } from './answered.ts'

type Wanted = z.output<typeof changeShippingAddress.input>

/** Replaces the whole address, and gives back where the order went before. */
export const shopifyChangeShippingAddress = provide(changeShippingAddress, {
  async run(input, account: ShopifyAccount) {
    const { id, before } = await readMovable(account, input)
    const variables = { input: { id, shippingAddress: platformAddress(input.address) } }
    const done = await ask(account, updateOrder, variables)
    refuseOn(done.orderUpdate?.userErrors)
    return { before }
  },
  async probe(input, account) {
    const { address } = await readAddress(account, input.order)
    return address && isSameAddress(address, input.address)
      ? { is: 'applied', output: { before: null }, evidence: 'The order goes there.' }
      : { is: 'absent' }
  },
  async preview(input, account) {
    const { id, name, customer, before } = await readMovable(account, input)
    return {
      subject: id,
      title: name,
      changes: changesOf(before, input.address),
      ...(customer && { customer: customer.id }),
    }
  },
  undo: ({ order, address }, { before }) =>
    before === null
      ? undefined
      : { action: 'change_shipping_address', input: { order, address: before, expected: address } },
})

async function readAddress(account: ShopifyAccount, id: string) {
  const { order } = await ask(account, orderAddress, { id: orderId(id) })
  if (!order) throw unknownOrder()
  return { order, address: order.shippingAddress && addressOf(order.shippingAddress) }
}

async function readMovable(account: ShopifyAccount, { order: wanted, expected }: Wanted) {
  const { order, address } = await readAddress(account, wanted)
  if (order.cancelledAt !== null || order.displayFulfillmentStatus === 'FULFILLED')
    throw new Refusal('refused', `${order.name} has left already or was cancelled.`)
  if (expected && !(address && isSameAddress(address, expected)))
    throw new Refusal('conflict', 'The address was changed since by somebody else.')
  return { id: order.id, name: order.name, customer: order.customer, before: address }
}

/** In our words. What the platform has not is empty; an address without street or country is none that we could write again. */
function addressOf(node: z.output<typeof MailingAddress>): Address | null {
  const { address1, city, countryCodeV2 } = node
  if (!address1 || !city || !countryCodeV2) return null
  return {
    firstName: node.firstName ?? '',
    lastName: node.lastName ?? '',
    company: node.company ?? '',
    address1,
    address2: node.address2 ?? '',
    city,
    zip: node.zip ?? '',
    province: node.provinceCode ?? '',
    country: countryCodeV2,
    phone: node.phone ?? '',
  }
}

function changesOf(before: Address | null, after: Address): Change[] {
  const then = new Map<string, unknown>(Object.entries(before ?? {}))
  return Object.entries(after).flatMap(([field, to]) => {
    const from = then.get(field) ?? ''
    return from === to ? [] : [{ field, from, to }]
  })
}
