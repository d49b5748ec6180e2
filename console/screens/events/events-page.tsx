import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { InboxIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { SplitList } from '#console/kit/split/split-list.tsx'
import { SplitPage } from '#console/kit/split/split-page.tsx'
import { useNeighbours } from '#console/kit/split/use-neighbours.ts'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { NoMatch } from '#console/kit/states/no-match.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useParam } from '#console/kit/use-param.ts'
import { states, useEvents, type Filter } from './events.ts'
import { Filters } from './filters.tsx'
import { OneEvent } from './one-event.tsx'
import { StateBadge } from './state-badge.tsx'
import { own } from './words/own.ts'

/** What the platforms told, each with its payload, and working it again. */
export function EventsPage() {
  const t = own.use()
  const { can } = useAccount()
  const [address, change] = useAddress()
  const { state, connection, topic } = address
  const filter: Filter = { state: states.find(one => one === state), connection, topic }
  const param = useParam('event')
  const current = param === '' ? undefined : param
  const list = useEvents(filter)
  const { rows } = list
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const linkOf = useCallback((id: string | undefined) => (id === undefined ? '/events' : `/events/${id}`), [])
  const { step } = useNeighbours({ ids, current, linkOf })
  useKeys(
    useMemo(
      () => [
        { keys: 'j', says: t('keys.next'), act: () => step(1) },
        { keys: 'k', says: t('keys.previous'), act: () => step(-1) },
      ],
      [t, step],
    ),
  )
  const search = new URLSearchParams(address).toString()
  const isFiltered = search !== ''
  return (
    <SplitPage
      isOpen={current !== undefined}
      label={t('pick.label')}
      list={
        <>
          <PageHeader title={t('title')}>
            {filter.state === 'parked' && rows.length > 0 && can('events:replay') && <ReplayParked />}
          </PageHeader>
          <Filters filter={filter} change={change} />
          <SplitList
            label={t('list.label')}
            list={list}
            current={current}
            idOf={({ id }) => id}
            linkTo={({ id }) => `/events/${id}${isFiltered ? `?${search}` : ''}`}
            show={row => ({
              title: row.topic,
              beside: <StateBadge state={row.state} />,
              below: (
                <Group gap={6} justify="space-between" wrap="nowrap">
                  <Text span size="xs" c="dimmed" truncate>
                    {row.reason ?? row.business_key ?? t(`source.${row.source}`)}
                  </Text>
                  <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                    <Time at={row.received_at} />
                  </Text>
                </Group>
              ),
            })}
            empty={
              isFiltered ? (
                <NoMatch
                  onClear={() => change({ state: undefined, connection: undefined, topic: undefined })}
                />
              ) : (
                <EmptyState icon={InboxIcon} title={t('none.title')} says={t('none.says')} />
              )
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
        <OneEvent key={current} id={current} />
      )}
    </SplitPage>
  )
}

function ReplayParked() {
  const t = own.use()
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => ask('POST', '/v1/events/replay-parked'),
    onSuccess: ({ replayed }) => {
      notifications.show({ message: t('replay.parkedDone', { count: replayed }) })
      return queries.invalidateQueries({ queryKey: ['events'] })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <Button size="xs" loading={replay.isPending} onClick={() => replay.mutate()}>
      {t('replay.parked')}
    </Button>
  )
}
