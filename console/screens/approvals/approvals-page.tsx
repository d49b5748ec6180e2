import { Box, SegmentedControl, Text } from '@mantine/core'
import { ChecklistIcon } from '@primer/octicons-react'
import { useCallback, useMemo } from 'react'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { SplitList } from '#console/kit/split/split-list.tsx'
import { SplitPage } from '#console/kit/split/split-page.tsx'
import { useNeighbours } from '#console/kit/split/use-neighbours.ts'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useSelection } from '#console/kit/table/use-selection.ts'
import { useParam } from '#console/kit/use-param.ts'
import { useTold } from '#console/kit/told/told.ts'
import { Approval } from './approval.tsx'
import { useApprovals } from './approvals.ts'
import { BatchBar } from './batch-bar.tsx'
import { rowWords } from './row-words.tsx'
import { own } from './words/own.ts'

/** The queue of what waits for a person: read one, say yes or no, and the next is there. */
export function ApprovalsPage() {
  const t = own.use()
  const told = useTold()
  const [{ tab: asked }, change] = useAddress()
  const tab = asked === 'history' ? 'history' : 'waiting'
  const param = useParam('approval')
  const current = param === '' ? undefined : param
  const list = useApprovals(tab)
  const { rows } = list
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const linkOf = useCallback(
    (id: string | undefined) => (id === undefined ? '/approvals' : `/approvals/${id}`),
    [],
  )
  const { step, leave, open, isWide } = useNeighbours({ ids, current, linkOf })
  const selection = useSelection(['approvals', tab])
  const { ids: marked, toggle } = selection
  const canMark = tab === 'waiting'
  useKeys(
    useMemo(
      () => [
        { keys: 'j', says: t('keys.next'), act: () => step(1) },
        { keys: 'k', says: t('keys.previous'), act: () => step(-1) },
        ...(canMark
          ? [
              {
                keys: 'x',
                says: t('keys.mark'),
                act: () => current !== undefined && toggle(current),
              },
            ]
          : []),
        ...(isWide ? [] : [{ keys: 'Escape', says: t('back'), act: () => open(undefined) }]),
      ],
      [t, step, current, canMark, toggle, isWide, open],
    ),
  )
  const seen = useMemo(() => ids.filter(id => marked.has(id)), [ids, marked])
  return (
    <SplitPage
      isOpen={current !== undefined}
      label={t('pick.label')}
      list={
        <>
          <PageHeader title={t('title')} />
          <Box px="lg" pb="sm">
            <SegmentedControl
              fullWidth
              aria-label={t('tab.label')}
              value={tab}
              onChange={value => change({ tab: value === 'history' ? value : undefined })}
              data={[
                { value: 'waiting', label: t('tab.waiting') },
                { value: 'history', label: t('tab.history') },
              ]}
            />
          </Box>
          {canMark && (
            <BatchBar
              ids={ids}
              marked={seen}
              onMark={selection.select}
              onDone={() => {
                selection.clear()
                open(undefined)
              }}
            />
          )}
          <SplitList
            label={t(tab === 'waiting' ? 'list.label' : 'list.historyLabel')}
            list={list}
            current={current}
            idOf={({ id }) => id}
            linkTo={({ id }) => (tab === 'waiting' ? `/approvals/${id}` : `/approvals/${id}?tab=history`)}
            show={row => rowWords(row, t, told)}
            {...(canMark && { marked, onMark: toggle })}
            empty={
              <EmptyState
                icon={ChecklistIcon}
                title={t(tab === 'waiting' ? 'none.title' : 'history.title')}
                says={t(tab === 'waiting' ? 'none.says' : 'history.says')}
              />
            }
          />
        </>
      }
    >
      {current === undefined ? (
        <Text c="dimmed" p="xl" ta="center">
          {t('pick')}
        </Text>
      ) : (
        <Approval key={current} id={current} onDecided={leave} />
      )}
    </SplitPage>
  )
}
