import { Badge } from '@mantine/core'
import type { Order } from './kept.ts'
import { own } from './words/own.ts'

const colors = { open: 'blue', fulfilled: 'teal', cancelled: 'gray', deleted: 'gray' } as const

export function OrderStatus({ status }: Pick<Order, 'status'>) {
  const t = own.use()
  return <Badge color={colors[status]}>{t(`status.${status}`)}</Badge>
}
