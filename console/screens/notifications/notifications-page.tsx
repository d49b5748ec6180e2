import { Box, Button, SegmentedControl } from '@mantine/core'
import { BellIcon } from '@primer/octicons-react'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { ListPage } from '#console/kit/table/list-page.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { Choices } from './choices.tsx'
import { NotificationRows } from './notification-rows.tsx'
import { useNotifications, useReading } from './notifications.ts'
import { own } from './words/own.ts'

const tabs = ['list', 'unread', 'choices'] as const

/** What one was told, and what one wants to be told. */
export function NotificationsPage() {
  const t = own.use()
  const [{ tab: asked }, change] = useAddress()
  const tab = tabs.find(one => one === asked) ?? 'list'
  return (
    <ListPage>
      <PageHeader title={t('title')}>{tab !== 'choices' && <ReadAll />}</PageHeader>
      <Box px="lg" pb="sm" style={{ overflowX: 'auto' }}>
        <SegmentedControl
          aria-label={t('tab.label')}
          value={tab}
          onChange={value => change({ tab: value === 'list' ? undefined : value })}
          data={tabs.map(value => ({ value, label: t(`tab.${value}`) }))}
        />
      </Box>
      {tab === 'choices' ? <Choices /> : <Told isUnread={tab === 'unread'} />}
    </ListPage>
  )
}

function Told({ isUnread }: { readonly isUnread: boolean }) {
  const t = own.use()
  const list = useNotifications(isUnread)
  return (
    <NotificationRows
      list={list}
      empty={
        <EmptyState
          icon={BellIcon}
          title={t(isUnread ? 'read.title' : 'none.title')}
          says={t(isUnread ? 'read.says' : 'none.says')}
        />
      }
    />
  )
}

function ReadAll() {
  const t = own.use()
  const read = useReading()
  return (
    <Button variant="default" onClick={() => read('all')}>
      {t('read.all')}
    </Button>
  )
}
