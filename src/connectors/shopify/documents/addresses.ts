import { z } from 'zod'
import { Customer, read } from './parts.ts'

const text = z.string().nullable()
export const MailingAddress = z.object({
  firstName: text,
  lastName: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  zip: text,
  provinceCode: text,
  countryCodeV2: text,
  phone: text,
})

/** Where an order goes, and whether it still can go elsewhere. */
export const orderAddress = read(
  `query OrderAddress($id: ID!) {
    order(id: $id) {
      id name cancelledAt displayFulfillmentStatus customer { id }
      shippingAddress { firstName lastName company address1 address2 city zip provinceCode countryCodeV2 phone }
    }
  }`,
  3,
  z.object({
    order: z
      .object({
        id: z.string(),
        name: z.string(),
        cancelledAt: z.string().nullable(),
        displayFulfillmentStatus: z.string(),
        customer: Customer,
        shippingAddress: MailingAddress.nullable(),
      })
      .nullable(),
  }),
)
