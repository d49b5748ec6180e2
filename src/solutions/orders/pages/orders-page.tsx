import { Box, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { PackageIcon } from '@primer/octicons-react'
import { useMutation } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { ExportButton } from '#console/kit/export/export-button.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { DataTable } from '#console/kit/table/table.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { orders, useOrders, type Order } from './kept.ts'
import { useOrderColumns } from './order-columns.tsx'
import { SearchBox } from './search-box.tsx'
import { own } from './words/own.ts'

const idOf = (one: Order) => one.id
const linkTo = (one: Order) => `/orders/${one.id}`

/** Every order of the connected shops, as it was last told. */
export function OrdersPage() {
  const t = own.use()
  const { can } = useAccount()
  const [{ search }, change] = useAddress()
  const list = useOrders(search)
  const columns = useOrderColumns()
  const fill = useMutation({
    mutationFn: () => orders.perform('fill_orders', {}),
    onSuccess: done => {
      if (done.is === 'done')
        notifications.show({ message: t('list.filling', { count: done.output.connections }) })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  const filling = can('cases:work') && (
    <Button variant="default" loading={fill.isPending} onClick={() => fill.mutate()}>
      {t('list.fill')}
    </Button>
  )
  return (
    <ListPage>
      <PageHeader title={t('list.title')}>
        <ExportButton name="orders" list={list} columns={columns} />
        {filling}
      </PageHeader>
      <Box px="lg" pb="sm">
        <SearchBox label={t('search.orders')} hint={t('search.hint')} />
      </Box>
      <DataTable
        label={t('list.title')}
        list={list}
        columns={columns}
        idOf={idOf}
        linkTo={linkTo}
        empty={
          search === undefined ? (
            <EmptyState icon={PackageIcon} title={t('list.none')} says={t('list.none.says')}>
              {filling}
            </EmptyState>
          ) : (
            <NoMatch onClear={() => change({ search: undefined })} />
          )
        }
      />
    </ListPage>
  )
}
