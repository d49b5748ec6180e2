import { Box } from '@mantine/core'
import { PeopleIcon } from '@primer/octicons-react'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import type { Column } from '#console/kit/table/column.ts'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { DataTable } from '#console/kit/table/table.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useCustomers, type Customer } from './kept.ts'
import { SearchBox } from './search-box.tsx'
import { own } from './words/own.ts'

const idOf = (one: Customer) => one.id
const linkTo = (one: Customer) => `/customers/${one.id}`

/** Everybody who ordered. */
export function CustomersPage() {
  const t = own.use()
  const [{ search }, change] = useAddress()
  const list = useCustomers(search)
  const columns: Column<Customer>[] = [
    {
      id: 'name',
      title: t('customers.name'),
      cell: one => one.name ?? one.email ?? '–',
      text: one => one.name ?? '',
    },
    { id: 'email', title: t('customers.email'), cell: one => one.email ?? '–', text: one => one.email ?? '' },
    {
      id: 'seen',
      title: t('customers.seen'),
      width: '8rem',
      align: 'end',
      cell: one => <Time at={one.seenAt} />,
      text: one => one.seenAt,
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('customers.title')} />
      <Box px="lg" pb="sm">
        <SearchBox label={t('search.customers')} hint={t('search.customers.hint')} />
      </Box>
      <DataTable
        label={t('customers.title')}
        list={list}
        columns={columns}
        idOf={idOf}
        linkTo={linkTo}
        empty={
          search === undefined ? (
            <EmptyState icon={PeopleIcon} title={t('customers.none')} says={t('list.none.says')} />
          ) : (
            <NoMatch onClear={() => change({ search: undefined })} />
          )
        }
      />
    </ListPage>
  )
}
