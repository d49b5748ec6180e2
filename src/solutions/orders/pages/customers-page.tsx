import { Group } from '@mantine/core'
import { PeopleIcon } from '@primer/octicons-react'
import { ExportButton } from '#console/kit/export/export-button.tsx'
import { Marked } from '#console/kit/find/marked.tsx'
import { SearchBox } from '#console/kit/find/search-box.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { SampleOffer } from '#console/kit/sample/sample-offer.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import type { Column } from '#console/kit/table/column.ts'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { DataTable } from '#console/kit/table/table.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { SavedViews } from '#console/kit/views/saved-views.tsx'
import { useCustomers, type Customer } from './orders.ts'
import { own } from './words/own.ts'

/** Everybody who ordered, last seen first. */
export function CustomersPage() {
  const t = own.use()
  const [{ q: search = '' }, change] = useAddress()
  const list = useCustomers(search)
  const seek = (next: string) => change({ q: next === '' ? undefined : next })
  const columns: Column<Customer>[] = [
    {
      id: 'name',
      title: t('customers.name'),
      cell: one => <Marked text={one.name ?? one.email ?? t('customers.nameless')} search={search} />,
      text: one => one.name ?? '',
    },
    {
      id: 'email',
      title: t('customers.email'),
      cell: one => <Marked text={one.email ?? '–'} search={search} />,
      text: one => one.email ?? '',
    },
    {
      id: 'seen',
      title: t('customers.seen'),
      width: '10rem',
      align: 'end',
      cell: one => <Time at={one.seenAt} />,
      text: one => one.seenAt,
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('customers.title')}>
        <SavedViews page="customers" />
        <ExportButton name="customers" list={list} columns={columns} />
      </PageHeader>
      <Group px="lg" pb="sm">
        <SearchBox label={t('customers.search')} hint={t('customers.hint')} value={search} onChange={seek} />
      </Group>
      <DataTable
        label={t('customers.label')}
        list={list}
        columns={columns}
        idOf={one => one.id}
        linkTo={one => `/customers/${one.id}`}
        empty={
          search === '' ? (
            <EmptyState icon={PeopleIcon} title={t('customers.none')} says={t('customers.none.says')}>
              <SampleOffer />
            </EmptyState>
          ) : (
            <NoMatch onClear={() => seek('')} />
          )
        }
      />
    </ListPage>
  )
}
