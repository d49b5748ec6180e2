import { Box, Button, Group, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { PackageIcon } from '@primer/octicons-react'
import { useMutation } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { ExportButton } from '#console/kit/export/export-button.tsx'
import { SearchBox } from '#console/kit/find/search-box.tsx'
import { tokenOf, withToken } from '#console/kit/find/token.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { SampleOffer } from '#console/kit/sample/sample-offer.tsx'
import { AskAdmin } from '#console/kit/states/ask-admin.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { DataTable } from '#console/kit/table/table.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { SavedViews } from '#console/kit/views/saved-views.tsx'
import { idOf, linkTo, orderColumns } from './order-columns.tsx'
import { tools, useOrders } from './orders.ts'
import { own } from './words/own.ts'

const statuses = ['open', 'fulfilled', 'cancelled'] as const

/** All orders that the connected shops told of, and one box that finds each. */
export function OrdersPage() {
  const t = own.use()
  const [{ q: search = '' }, change] = useAddress()
  const list = useOrders(search)
  const columns = orderColumns(t, search)
  const seek = (next: string) => change({ q: next === '' ? undefined : next })
  return (
    <ListPage>
      <PageHeader title={t('orders.title')}>
        <SavedViews page="orders" />
        <ExportButton name="orders" list={list} columns={columns} />
      </PageHeader>
      <Group px="lg" pb="sm" gap="sm">
        <SearchBox label={t('orders.search')} hint={t('orders.hint')} value={search} onChange={seek} />
        <Box style={{ overflowX: 'auto' }}>
          <SegmentedControl
            aria-label={t('orders.filter')}
            value={statuses.find(status => status === tokenOf(search, 'status')) ?? 'all'}
            onChange={value => seek(withToken(search, 'status', value === 'all' ? undefined : value))}
            data={[
              { value: 'all', label: t('orders.all') },
              ...statuses.map(value => ({ value, label: t(`status.${value}`) })),
            ]}
          />
        </Box>
      </Group>
      <DataTable
        label={t('orders.label')}
        list={list}
        columns={columns}
        idOf={idOf}
        linkTo={linkTo}
        empty={search === '' ? <Nothing /> : <NoMatch onClear={() => seek('')} />}
      />
    </ListPage>
  )
}

function Nothing() {
  const t = own.use()
  const { can } = useAccount()
  const fill = useMutation({
    mutationFn: () => tools.perform('fill_orders', {}),
    onSuccess: done => {
      if (done.is === 'done')
        notifications.show({ message: t('orders.filling', { count: done.output.connections }) })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <EmptyState icon={PackageIcon} title={t('orders.none')} says={t('orders.none.says')}>
      {can('cases:work') ? (
        <Button mt="xs" loading={fill.isPending} onClick={() => fill.mutate()}>
          {t('orders.fill')}
        </Button>
      ) : (
        <AskAdmin />
      )}
      <SampleOffer />
    </EmptyState>
  )
}
