import { Money } from '#console/kit/show/money.tsx'
import { Time } from '#console/kit/show/time.tsx'
import type { Column } from '#console/kit/table/column.ts'
import type { Order } from './kept.ts'
import { OrderStatus } from './order-status.tsx'
import { own } from './words/own.ts'

/** How a list shows orders, wherever it stands. */
export function useOrderColumns(): Column<Order>[] {
  const t = own.use()
  return [
    { id: 'name', title: t('list.order'), width: '7rem', cell: one => one.name, text: one => one.name },
    {
      id: 'customer',
      title: t('list.customer'),
      cell: one => one.customerName ?? one.email ?? '–',
      text: one => one.customerName ?? one.email ?? '',
    },
    {
      id: 'status',
      title: t('list.status'),
      width: '8rem',
      phone: 'first',
      cell: one => <OrderStatus status={one.status} />,
      text: one => t(`status.${one.status}`),
    },
    {
      id: 'tags',
      title: t('list.tags'),
      width: '10rem',
      phone: 'hidden',
      cell: one => one.tags.join(', '),
      text: one => one.tags.join(', '),
    },
    {
      id: 'total',
      title: t('list.total'),
      width: '7rem',
      align: 'end',
      cell: one => one.total && <Money {...one.total} />,
      text: one => (one.total ? one.total.minor : ''),
    },
    {
      id: 'placed',
      title: t('list.placed'),
      width: '8rem',
      align: 'end',
      cell: one => <Time at={one.placedAt} />,
      text: one => one.placedAt,
    },
  ]
}
