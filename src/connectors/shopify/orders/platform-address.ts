import type { Address } from '#commerce/addresses.ts'

/** Every field is said, for what is left out would stay as it was. */
export function platformAddress({ province, country, ...rest }: Address) {
  const provinceCode = province === '' ? null : province
  return { ...rest, provinceCode, countryCode: country }
}
