import { Box, Button, Group, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { GearIcon, PackageDependenciesIcon } from '@primer/octicons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAccount } from '#console/api/account.ts'
import { BulkButton } from '#console/kit/bulk/bulk-button.tsx'
import { BulkDialog } from '#console/kit/bulk/bulk-dialog.tsx'
import { ExportButton } from '#console/kit/export/export-button.tsx'
import { SearchBox } from '#console/kit/find/search-box.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { SampleOffer } from '#console/kit/sample/sample-offer.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import { BulkBar } from '#console/kit/table/bulk-bar.tsx'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { DataTable } from '#console/kit/table/table.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useSelection } from '#console/kit/table/use-selection.ts'
import { SavedViews } from '#console/kit/views/saved-views.tsx'
import { useCaseColumns } from './case-columns.tsx'
import { backorders, casesKey, countCases, filterOf, statuses, useCases, type Case } from './cases.ts'
import { own } from './words/own.ts'

/** All cases: which orders stock cannot cover, and how far each has come. */
export function CasesPage() {
  const t = own.use()
  const { can } = useAccount()
  const [address, change] = useAddress()
  const filter = filterOf(address)
  const { status, search = '', order } = filter
  const list = useCases(filter)
  const selection = useSelection(casesKey(filter))
  const columns = useCaseColumns(search)
  const chosen = list.rows.filter(one => selection.ids.has(one.id))
  const scan = useMutation({
    mutationFn: () => backorders.perform('scan_orders', {}),
    onSuccess: done => {
      if (done.is === 'done')
        notifications.show({ message: t('list.scanning', { count: done.output.connections }) })
    },
  })
  return (
    <ListPage>
      <PageHeader title={t('list.title')}>
        <SavedViews page="backorders" countOf={countCases} />
        <ExportButton name="backorders" list={list} columns={columns} />
        {can('settings:read') && (
          <Button variant="subtle" component={Link} to="/backorders/settings" leftSection={<GearIcon />}>
            {t('case.settings')}
          </Button>
        )}
        <Button variant="default" loading={scan.isPending} onClick={() => scan.mutate()}>
          {t('list.scan')}
        </Button>
      </PageHeader>
      <Group px="lg" pb="sm" gap="sm">
        <SearchBox
          label={t('list.search')}
          hint={t('list.search.hint')}
          value={search}
          onChange={next => change({ q: next === '' ? undefined : next })}
        />
        <Box style={{ overflowX: 'auto' }}>
          <SegmentedControl
            aria-label={t('list.filter')}
            value={status ?? 'all'}
            onChange={value => change({ status: value === 'all' ? undefined : value })}
            data={[
              { value: 'all', label: t('list.all') },
              ...statuses.map(value => ({ value, label: t(`status.${value}`) })),
            ]}
          />
        </Box>
      </Group>
      <DataTable
        label={t('list.label')}
        list={list}
        columns={columns}
        idOf={idOf}
        linkTo={linkTo}
        selection={selection}
        // The server sorts from the most to the least alone: pressing again goes back to the newest.
        sort={order && `-${order}`}
        onSort={next => change({ order: next?.replace('-', '') })}
        empty={
          status === undefined && search === '' ? (
            <EmptyState icon={PackageDependenciesIcon} title={t('list.none')} says={t('list.none.says')}>
              <SampleOffer />
            </EmptyState>
          ) : (
            <NoMatch onClear={() => change({ status: undefined, q: undefined })} />
          )
        }
      />
      <BulkBar selection={selection} list={list}>
        {can('cases:work') && (
          <BulkButton
            bulk={{
              tool: 'backorders.judge_order',
              ...(selection.isAllMatching
                ? { over: { tool: 'backorders.list_cases', input: { ...filter }, each: named } }
                : { inputs: chosen.map(one => ({ order: one.order, connection: one.connection })) }),
            }}
            onBegun={selection.clear}
          >
            {t('case.again')}
          </BulkButton>
        )}
      </BulkBar>
      <BulkDialog title={t('case.again')} nameOf={input => nameIn(list.rows, input)} />
    </ListPage>
  )
}

/** What of a case names its order. */
const named = { order: 'order', connection: 'connection' }

function nameIn(rows: readonly Case[], input: unknown): string {
  const order = typeof input === 'object' && input !== null && 'order' in input ? String(input.order) : ''
  // An order of a page that was not read is called by the end of its id.
  return rows.find(one => one.order === order)?.orderName ?? order.split('/').at(-1) ?? order
}

const idOf = (one: Case): string => one.id
const linkTo = (one: Case): string => `/backorders/${one.id}`
