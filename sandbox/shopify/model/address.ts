/** Where parcels go. */
export interface Address {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly city: string | null
  readonly provinceCode: string | null
  readonly countryCodeV2: string | null
  readonly zip: string | null
  readonly phone: string | null
}

export const usualAddress: Address = {
  firstName: 'Ada',
  lastName: 'Example',
  company: null,
  address1: 'Main street 1',
  address2: null,
  city: 'Berlin',
  provinceCode: null,
  countryCodeV2: 'DE',
  zip: '10115',
  phone: null,
}

/** As mutations take one. */
export interface AddressInput {
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly company?: string | null
  readonly address1?: string | null
  readonly address2?: string | null
  readonly city?: string | null
  readonly provinceCode?: string | null
  readonly countryCode?: string | null
  readonly zip?: string | null
  readonly phone?: string | null
}

// Where every address names its province.
const withProvinces = new Set(['US', 'CA', 'AU', 'IT', 'JP', 'BR'])

export function addressRefused(input: AddressInput): string | undefined {
  if (!input.countryCode) return 'Shipping address country is not valid'
  if (!input.address1 || !input.city) return "Shipping address is incomplete: address and city can't be blank"
  if (withProvinces.has(input.countryCode) && !input.provinceCode)
    return "Shipping address province can't be blank"
  return undefined
}

/** What is empty is kept as nothing, as the platform does. */
export function addressOf(input: AddressInput): Address {
  const text = (one: string | null | undefined): string | null => one || null
  return {
    firstName: text(input.firstName),
    lastName: text(input.lastName),
    company: text(input.company),
    address1: text(input.address1),
    address2: text(input.address2),
    city: text(input.city),
    provinceCode: text(input.provinceCode),
    countryCodeV2: text(input.countryCode),
    zip: text(input.zip),
    phone: text(input.phone),
  }
}
