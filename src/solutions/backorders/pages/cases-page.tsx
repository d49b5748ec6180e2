import { Box, Button, SegmentedControl } from '@mantine/core'
import { GearIcon, PackageDependenciesIcon } from '@primer/octicons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { notifications } from '@mantine/notifications'
import { useAccount } from '#console/api/account.ts'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import { ExportButton } from '#console/kit/export/export-button.tsx'
import { RowEye, useEyes } from '#console/kit/presence/row-eye.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import type { Column } from '#console/kit/table/column.ts'
import { DataTable } from '#console/kit/table/table.tsx'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { BulkBar } from '#console/kit/table/bulk-bar.tsx'
import { useSelection } from '#console/kit/table/use-selection.ts'
import { useAddress } from '#console/kit/table/use-address.ts'
import { JudgeSelected } from './judge-selected.tsx'
import { backorders, casesKey, isStatus, statuses, useCases, type Case } from './cases.ts'
import { StatusBadge } from './status-badge.tsx'
import { own } from './words/own.ts'

/** All cases: which orders stock cannot cover, and how far each has come. */
export function CasesPage() {
  const t = own.use()
  const { can } = useAccount()
  const [{ status: asked }, change] = useAddress()
  const status = isStatus(asked) ? asked : undefined
  const list = useCases(status)
  const selection = useSelection(casesKey(status))
  const scan = useMutation({
    mutationFn: () => backorders.perform('scan_orders', {}),
    onSuccess: done => {
      if (done.is === 'done')
        notifications.show({ message: t('list.scanning', { count: done.output.connections }) })
    },
  })
  const eyes = useEyes('case')
  const columns: Column<Case>[] = [
    {
      id: 'order',
      title: t('list.order'),
      width: '7rem',
      cell: one => one.orderName,
      text: one => one.orderName,
    },
    {
      id: 'subject',
      title: t('list.subject'),
      text: one => one.subject,
      cell: one => (
        <>
          {one.subject}
          <RowEye names={eyes.get(one.id)} />
        </>
      ),
    },
    {
      id: 'status',
      title: t('list.status'),
      width: '8rem',
      phone: 'first',
      cell: one => <StatusBadge status={one.status} />,
      text: one => t(`status.${one.status}`),
    },
    {
      id: 'short',
      title: t('list.short'),
      width: '6rem',
      align: 'end',
      text: one => one.shortUnits,
      cell: one => (
        <span className="tabular">
          {t('list.shortOf', { short: one.shortUnits, wanted: one.wantedUnits })}
        </span>
      ),
    },
    {
      id: 'judged',
      title: t('list.judged'),
      width: '8rem',
      align: 'end',
      cell: one => <Time at={one.judgedAt} />,
      text: one => one.judgedAt,
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('list.title')}>
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
      <Box px="lg" pb="sm" style={{ overflowX: 'auto' }}>
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
      <DataTable
        label={t('list.label')}
        list={list}
        columns={columns}
        idOf={idOf}
        linkTo={linkTo}
        selection={selection}
        empty={
          status === undefined ? (
            <EmptyState icon={PackageDependenciesIcon} title={t('list.none')} says={t('list.none.says')} />
          ) : (
            <NoMatch onClear={() => change({ status: undefined })} />
          )
        }
      />
      <BulkBar selection={selection} list={list}>
        <JudgeSelected cases={list.rows.filter(one => selection.ids.has(one.id))} onDone={selection.clear} />
      </BulkBar>
    </ListPage>
  )
}

const idOf = (one: Case): string => one.id
const linkTo = (one: Case): string => `/backorders/${one.id}`
