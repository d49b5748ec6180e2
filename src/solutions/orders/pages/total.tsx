import { Money } from '#console/kit/show/money.tsx'
import type { Order } from './orders.ts'

/** What an order costs, as far as the shop has told. */
export function Total({ total }: Pick<Order, 'total'>) {
  return total === null ? '–' : <Money minor={total.minor} currency={total.currency} />
}
