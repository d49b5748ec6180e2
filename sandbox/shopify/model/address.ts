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
