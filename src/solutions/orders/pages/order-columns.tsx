import { Group, Text } from '@mantine/core'
import { Fragment } from 'react'
import { Marked } from '#console/kit/find/marked.tsx'
import { isMarked } from '#console/kit/find/marked-parts.ts'
import { Time } from '#console/kit/show/time.tsx'
import type { Column } from '#console/kit/table/column.ts'
import type { Say } from '#console/kit/words/words.ts'
import type { Order } from './orders.ts'
import { StatusBadge } from './status-badge.tsx'
import { Total } from './total.tsx'
import type { en } from './words/en.ts'

/** Orders as a table shows them, with what a search found them by. */
export function orderColumns(t: Say<typeof en>, search = ''): readonly Column<Order>[] {
  const customer = (one: Order) => one.customerName ?? one.email ?? ''
  return [
    {
      id: 'order',
      title: t('orders.order'),
      width: '7rem',
      cell: one => <Marked text={one.name} search={search} />,
      text: one => one.name,
    },
    {
      id: 'customer',
      title: t('orders.customer'),
      cell: one => (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" truncate>
            <Marked text={customer(one)} search={search} />
          </Text>
          <Beside one={one} search={search} />
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

/** Its tags, and before them what else it was found by: what nobody sees would make a row a riddle. */
function Beside({ one, search }: { readonly one: Order; readonly search: string }) {
  const mail = one.customerName === null ? null : one.email
  const facts = [
    ...[...(mail === null ? [] : [mail]), ...one.tracking].map(text => ({ text, named: 'tracking' })),
    ...one.skus.map(text => ({ text, named: 'sku' })),
  ].filter(({ text, named }) => isMarked(text, search, named))
  const shown = [...facts, ...one.tags.map(text => ({ text, named: 'tag' }))]
  if (shown.length === 0) return null
  return (
    <Text size="xs" c="dimmed" truncate {...(facts.length === 0 && { visibleFrom: 'sm' })}>
      {shown.map((fact, at) => (
        <Fragment key={fact.text}>
          {at > 0 && ' · '}
          <Marked {...fact} search={search} />
        </Fragment>
      ))}
    </Text>
  )
}

export const idOf = (one: Order): string => one.id
export const linkTo = (one: Order): string => `/orders/${one.id}`
