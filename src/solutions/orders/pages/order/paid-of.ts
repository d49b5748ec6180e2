import { isOneOf } from '#console/kit/is-one-of.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import type { Say } from '#console/kit/words/words.ts'
import type { en } from '../words/en.ts'

const payments = {
  pending: true,
  authorized: true,
  partially_paid: true,
  paid: true,
  partially_refunded: true,
  refunded: true,
  voided: true,
  expired: true,
}

/** How an order is paid, as people say it; what a shop says that we do not know stands as it is. */
export function paidOf(payment: string, t: Say<typeof en>): string {
  return isOneOf(payments, payment) ? t(`payment.${payment}`) : wordsOf(payment)
}
