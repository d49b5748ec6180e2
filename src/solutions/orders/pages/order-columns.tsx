import { Group, Text } from '@mantine/core'
import { Time } from '#console/kit/show/time.tsx'
import type { Column } from '#console/kit/table/column.ts'
import type { Say } from '#console/kit/words/words.ts'
import type { Order } from './orders.ts'
import { StatusBadge } from './status-badge.tsx'
import { Total } from './total.tsx'
import type { en } from './words/en.ts'

/** Orders as a table shows them. */
export function orderColumns(t: Say<typeof en>): readonly Column<Order>[] {
  const customer = (one: Order) => one.customerName ?? one.email ?? ''
  return [
    {
      id: 'order',
      title: t('orders.order'),
      width: '7rem',
      cell: one => one.name,
      text: one => one.name,
    },
    {
      id: 'customer',
      title: t('orders.customer'),
      cell: one => (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" truncate>
            {customer(one)}
          </Text>
          {one.tags.length > 0 && (
            <Text size="xs" c="dimmed" truncate visibleFrom="sm">
              {one.tags.join(' · ')}
            </Text>
          )}
        </Group>
      ),
      text: customer,
    },
    {
      id: 'status',
      title: t('orders.status'),
      width: '8rem',
      phone: 'first',
      cell: one => <StatusBadge status={one.status} />,
      text: one => t(`status.${one.status}`),
    },
    {
      id: 'total',
      title: t('orders.total'),
      width: '8rem',
      align: 'end',
      cell: one => <Total total={one.total} />,
      text: one => (one.total === null ? '' : `${one.total.minor} ${one.total.currency}`),
    },
    {
      id: 'placed',
      title: t('orders.placed'),
      width: '8rem',
      align: 'end',
      cell: one => <Time at={one.placedAt} />,
      text: one => one.placedAt,
    },
  ]
}

export const idOf = (one: Order): string => one.id
export const linkTo = (one: Order): string => `/orders/${one.id}`
