/** Integer minor units of an ISO 4217 currency. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

/** What one whole unit of each other currency is worth in the base: `{ base: 'EUR', worth: { USD: '0.92' } }`. */
export interface Rates {
  readonly base: string
  readonly worth: Readonly<Record<string, string>>
}

/**
 * Minor units of `to`, rounded up, so that splitting an amount never makes it smaller. Less than nothing counts as nothing.
 * Undefined where no rate is stored, the currency is none, or the sum is beyond exact integers: then nobody may guess.
 */
export function convert(money: Money, to: string, rates: Rates | undefined): number | undefined {
  if (!Number.isSafeInteger(money.minor)) return undefined
  if (money.minor <= 0) return 0
  if (money.currency === to) return money.minor
  const [from, into] = [worthOf(money.currency, rates), worthOf(to, rates)]
  const [fromDigits, toDigits] = [digitsOf(money.currency), digitsOf(to)]
  if (!from || !into || fromDigits === undefined || toDigits === undefined) return undefined
  const over = BigInt(money.minor) * from * 10n ** BigInt(toDigits)
  const under = into * 10n ** BigInt(fromDigits)
  const minor = Number((over + under - 1n) / under)
  return Number.isSafeInteger(minor) ? minor : undefined
}

/** `50.00 EUR`; with the digits that the currency has. */
export function moneyInWords({ minor, currency }: Money): string {
  const digits = digitsOf(currency) ?? 0
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const cents = digits > 0 ? `.${text.slice(text.length - digits)}` : ''
  return `${minor < 0 ? '-' : ''}${whole}${cents} ${currency}`
}

// Billionths of a base unit: rates have at most nine digits behind the point.
const precision = 9

function worthOf(currency: string, rates: Rates | undefined): bigint | undefined {
  if (!rates) return undefined
  if (currency === rates.base) return 10n ** BigInt(precision)
  if (!Object.hasOwn(rates.worth, currency)) return undefined
  const [whole = '', part = ''] = (rates.worth[currency] ?? '').split('.')
  const worth = BigInt(whole + part.padEnd(precision, '0'))
  return worth > 0n ? worth : undefined
}

// ECMA-402 takes these digits from ISO 4217: two for EUR, none for JPY, three for KWD.
function digitsOf(currency: string): number | undefined {
  if (!/^[A-Z]{3}$/.test(currency)) return undefined
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits
}
