import type { Address } from './address.ts'

export interface DraftLine {
  readonly title: string
  readonly sku: string | null
  readonly quantity: number
  /** In cents, for one unit. */
  readonly price: number
}

/** An order that somebody prepares: it holds no stock and costs nobody anything yet. */
export interface Draft {
  readonly id: string
  readonly name: string
  status: 'OPEN' | 'INVOICE_SENT' | 'COMPLETED'
  readonly email: string | null
  readonly note: string | null
  readonly poNumber: string | null
  readonly tags: readonly string[]
  readonly attributes: readonly { readonly key: string; readonly value: string }[]
  readonly shippingAddress: Address | null
  readonly lines: readonly DraftLine[]
  readonly createdAt: Date
}
