import { z } from 'zod'

/** An amount: integer minor units (cents, yen, fils) of an ISO 4217 currency. */
export const Money = z.object({
  minor: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.output<typeof Money>

/** Digits after the point by ISO 4217 (EUR 2, JPY 0, KWD 3); 2 for a currency that the runtime does not know. */
function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * Reads a decimal amount such as `12.5` or `1000.00` without ever making it a float. Undefined for what is not an amount, is finer
 * than its currency, or too large to be counted exactly.
 */
export function moneyOf(decimal: string, currency: string): Money | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal) ?? []
  if (whole === '' || !/^[A-Z]{3}$/.test(currency)) return undefined
  const digits = digitsOf(currency)
  if (/[1-9]/.test(fraction.slice(digits))) return undefined
  const minor = Number(`${sign}${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`)
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : undefined
}

/** As platforms write amounts: `12.50`, and `1000` where the currency has no smaller unit. */
export function decimalOf({ minor, currency }: Money): string {
  const digits = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** For people: `12.50 EUR`. */
export function amountSaid(money: Money): string {
  return `${decimalOf(money)} ${money.currency}`
}
