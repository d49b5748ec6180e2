import { Badge } from '@mantine/core'
import type { Order } from './orders.ts'
import { own } from './words/own.ts'

const colors = { open: 'blue', fulfilled: 'teal', cancelled: 'gray', deleted: 'gray' }

export function StatusBadge({ status }: { readonly status: Order['status'] }) {
  const t = own.use()
  return <Badge color={colors[status]}>{t(`status.${status}`)}</Badge>
}
