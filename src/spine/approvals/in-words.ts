import canonicalize from 'canonicalize'

/** An amount in minor units as people write it: `EUR 12.34`. The currency knows how many minor units it has. */
export function inMajor(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** What stands before or after a change: money as such, everything else as JSON in one form. */
export function sayValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (isMoney(value)) return inMajor(value.minor, value.currency)
  return canonicalize(JSON.parse(JSON.stringify(value))) ?? 'nothing'
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  const { minor, currency }: { minor?: unknown; currency?: unknown } = value
  return Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
}
