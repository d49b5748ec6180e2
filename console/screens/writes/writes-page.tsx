import { Box, Group, SegmentedControl, Text } from '@mantine/core'
import { ShieldCheckIcon } from '@primer/octicons-react'
import { useCallback, useMemo } from 'react'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { SplitList } from '#console/kit/split/split-list.tsx'
import { SplitPage } from '#console/kit/split/split-page.tsx'
import { useNeighbours } from '#console/kit/split/use-neighbours.ts'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useParam } from '#console/kit/use-param.ts'
import { OneWrite } from './one-write.tsx'
import { StateBadge } from './state-badge.tsx'
import { titleOf, useWrites } from './writes.ts'
import { own } from './words/own.ts'

/** What was written at the platforms; first of all what nobody but a person can find out. */
export function WritesPage() {
  const t = own.use()
  const [{ state: asked }, change] = useAddress()
  const state = asked === 'all' ? undefined : 'needs_person'
  const param = useParam('write')
  const current = param === '' ? undefined : param
  const list = useWrites(state)
  const { rows } = list
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const linkOf = useCallback((id: string | undefined) => (id === undefined ? '/writes' : `/writes/${id}`), [])
  const { step, leave } = useNeighbours({ ids, current, linkOf })
  useKeys(
    useMemo(
      () => [
        { keys: 'j', says: t('keys.next'), act: () => step(1) },
        { keys: 'k', says: t('keys.previous'), act: () => step(-1) },
      ],
      [t, step],
    ),
  )
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
              aria-label={t('filter.label')}
              value={state ?? 'all'}
              onChange={value => change({ state: value })}
              data={[
                { value: 'needs_person', label: t('filter.needs_person') },
                { value: 'all', label: t('filter.all') },
              ]}
            />
          </Box>
          <SplitList
            label={t('list.label')}
            list={list}
            current={current}
            idOf={({ id }) => id}
            linkTo={({ id }) => `/writes/${id}${state === undefined ? '?state=all' : ''}`}
            show={row => ({
              title: titleOf(row),
              beside: <StateBadge state={row.state} />,
              below: (
                <Group gap={6} justify="space-between" wrap="nowrap">
                  <Text span size="xs" c="dimmed" truncate>
                    {row.tool}
                  </Text>
                  <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                    <Time at={row.created_at} />
                  </Text>
                </Group>
              ),
            })}
            empty={
              <EmptyState
                icon={ShieldCheckIcon}
                title={t(state ? 'none.title' : 'all.title')}
                says={t(state ? 'none.says' : 'all.says')}
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
        <OneWrite key={current} id={current} onSettled={leave} />
      )}
    </SplitPage>
  )
}
