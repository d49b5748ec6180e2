/** One movement of money, in the smallest unit of the payment's currency. */
export interface Transaction {
  readonly id: string
  readonly kind: 'AUTHORIZATION' | 'SALE' | 'REFUND' | 'VOID'
  readonly status: 'SUCCESS' | 'PENDING'
  readonly gateway: string
  readonly minor: number
  readonly parentId: string | null
  readonly at: Date
}

/** What a customer paid with. `rate`: how much of `currency` one unit of the shop's currency is. */
export interface Payment {
  readonly currency: string
  readonly rate: number
  readonly transactions: Transaction[]
}

/** What a test may say of a payment; unless told, everything was taken at once in the shop's currency. */
export interface NewPayment {
  /** In the smallest unit of `currency`; several are several cards. */
  readonly sales?: readonly { readonly gateway: string; readonly minor: number }[]
  readonly isAuthorised?: boolean
  readonly isPending?: boolean
  readonly currency?: string
  readonly rate?: number
}

/** Where refunded money is to go. */
export interface RefundTransaction {
  readonly parentId: string
  readonly gateway: string
  readonly minor: number
}

const decimals: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, KWD: 3 }

/** Digits after the point, by ISO 4217. */
export const digitsOf = (currency: string): number => decimals[currency] ?? 2

/** Of the shop's cents, in the customer's smallest unit. */
export const toMinor = (cents: number, { currency, rate }: Payment): number =>
  Math.round((cents / 100) * rate * 10 ** digitsOf(currency))

export const toCents = (minor: number, { currency, rate }: Payment): number =>
  Math.round((minor / 10 ** digitsOf(currency) / rate) * 100)

/** As the platform writes amounts. */
export const decimal = (minor: number, currency: string): string =>
  currency === 'JPY' ? `${minor}.0` : (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))

export function paidFor(
  id: (kind: string) => string,
  at: Date,
  cents: number,
  wanted: NewPayment = {},
): Payment {
  const payment: Payment = { currency: wanted.currency ?? 'EUR', rate: wanted.rate ?? 1, transactions: [] }
  const sales = wanted.sales ?? [{ gateway: 'shopify_payments', minor: toMinor(cents, payment) }]
  for (const { gateway, minor } of sales)
    payment.transactions.push({
      id: id('OrderTransaction'),
      kind: wanted.isAuthorised ? 'AUTHORIZATION' : 'SALE',
      status: wanted.isPending ? 'PENDING' : 'SUCCESS',
      gateway,
      minor,
      parentId: null,
      at,
    })
  return payment
}

export const salesOf = (payment: Payment): Transaction[] =>
  payment.transactions.filter(one => one.kind === 'SALE' && one.status === 'SUCCESS')

/** What was taken and not given back yet, in all or of one sale. */
export function refundable(payment: Payment, sale?: Transaction): number {
  const sum = (list: readonly Transaction[]) => list.reduce((left, one) => left + one.minor, 0)
  const back = payment.transactions.filter(
    one => one.kind === 'REFUND' && (sale === undefined || one.parentId === sale.id),
  )
  return sum(sale ? [sale] : salesOf(payment)) - sum(back)
}

/** Spreads an amount over the sales that can still give it back, oldest first. */
export function spread(payment: Payment, minor: number): RefundTransaction[] {
  let left = minor
  return salesOf(payment).flatMap(sale => {
    const some = Math.min(left, refundable(payment, sale))
    left -= some
    return some > 0 ? [{ parentId: sale.id, gateway: sale.gateway, minor: some }] : []
  })
}

export function giveBack(
  id: (kind: string) => string,
  at: Date,
  payment: Payment,
  parts: readonly RefundTransaction[],
): void {
  for (const part of parts)
    payment.transactions.push({ id: id('OrderTransaction'), kind: 'REFUND', status: 'SUCCESS', at, ...part })
}
