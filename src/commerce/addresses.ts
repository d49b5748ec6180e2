import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { OrderId } from './order-id.ts'

const line = z.string().trim().max(255)

/** Where a parcel goes. What is not known is an empty text. */
export const Address = z.object({
  firstName: line.default(''),
  lastName: line.default(''),
  company: line.default(''),
  address1: line.min(1),
  address2: line.default(''),
  city: line.min(1),
  zip: line.default(''),
  province: z
    .string()
    .trim()
    .max(10)
    .default('')
    .describe('Its code, such as BC, where the country has them.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166-1 alpha-2, such as CA.'),
  phone: line.default(''),
})
export type Address = z.output<typeof Address>

export const changeShippingAddress = action({
  name: 'change_shipping_address',
  says: 'Send an order that has not left yet to another address.',
  risk: 'customer',
  input: z.object({
    order: OrderId,
    address: Address,
    expected: Address.optional().describe('Only while the order still goes there.'),
  }),
  output: z.object({
    /** Where it went before; null where nowhere, or where only the end was seen. */
    before: Address.nullable(),
  }),
})

const lasting = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'city',
  'zip',
  'country',
] as const

/** Whether a parcel would come to the same door and name. Platforms rewrite phones and fill in provinces: neither counts. */
export function isSameAddress(one: Address, other: Address): boolean {
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase()
  return lasting.every(field => plain(one[field]) === plain(other[field]))
}
