import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { DataTable } from '#console/kit/table/table.tsx'
import { useParam } from '#console/kit/use-param.ts'
import { PackageIcon } from '@primer/octicons-react'
import { idOf, linkTo, orderColumns } from './order-columns.tsx'
import { customerQuery, type Order } from './orders.ts'
import { own } from './words/own.ts'

/** One customer with what they ordered. */
export function CustomerPage() {
  const t = own.use()
  const query = useQuery(customerQuery(useParam('customer')))
  return (
    <Read query={query}>
      {({ customer, orders, total }) => (
        <ListPage>
          <PageHeader
            title={customer.name ?? customer.email ?? t('customers.nameless')}
            back={{ to: '/customers', says: t('customer.back') }}
          />
          <Group px="lg" pb="md" gap="md">
            {customer.email !== null && (
              <Anchor href={`mailto:${customer.email}`} size="sm">
                {customer.email}
              </Anchor>
            )}
            {total > orders.length && (
              <Text size="sm" c="dimmed">
                {t('customer.some', { shown: orders.length, total })}
              </Text>
            )}
          </Group>
          <DataTable
            label={t('customer.orders')}
            list={{ ...whole, rows: orders, total: orders.length, retry: () => void query.refetch() }}
            columns={orderColumns(t)}
            idOf={idOf}
            linkTo={linkTo}
            empty={<EmptyState icon={PackageIcon} title={t('customer.noOrders')} />}
          />
        </ListPage>
      )}
    </Read>
  )
}

/** What a list is that was read at once. */
const whole = {
  hasMore: false,
  isLoading: false,
  isLoadingMore: false,
  isStale: false,
  error: null,
  more: () => undefined,
  read: async () => ({ data: new Array<Order>(), has_more: false, next_cursor: null }),
}
