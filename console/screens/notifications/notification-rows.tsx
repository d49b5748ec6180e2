import { ActionIcon, Button, Text } from '@mantine/core'
import { BellIcon, BellSlashIcon, CheckIcon, DotFillIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Time } from '#console/kit/show/time.tsx'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { PageSkeleton } from '#console/kit/states/page-skeleton.tsx'
import type { List } from '#console/kit/table/use-list.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { own as shell } from '#console/words/own.ts'
import { kinds, useReading, type Notification } from './notifications.ts'
import classes from './notifications.module.css'
import { useChoosing } from './use-choosing.ts'
import { own } from './words/own.ts'

/** What was told, newest first; whoever opens one has read it. */
export function NotificationRows({
  list,
  empty,
}: {
  readonly list: List<Notification>
  readonly empty: ReactNode
}) {
  const t = own.use()
  const say = shell.use()
  const read = useReading()
  const { mute } = useChoosing()
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  if (list.isLoading) return <PageSkeleton lines={6} />
  if (list.rows.length === 0) return empty
  return (
    <ul className={classes['rows']} aria-label={t('list.label')}>
      {list.rows.map(one => (
        <li key={one.id} className={classes['row']}>
          <span className={classes['mark']}>
            {!one.is_read && !one.is_muted && <DotFillIcon size={16} aria-label={t('unread')} />}
          </span>
          <Link
            to={one.page}
            className={classes['link']}
            data-unread={!one.is_read || undefined}
            data-muted={one.is_muted || undefined}
            onClick={() => !one.is_read && read([one.id])}
          >
            {isOneOf(kinds, one.kind) ? t(`kind.${one.kind}`) : wordsOf(one.kind)}
          </Link>
          <Text size="sm" c="dimmed">
            <Time at={one.at} />
          </Text>
          {!one.is_read && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('read.one')}
              onClick={() => read([one.id])}
            >
              <CheckIcon size={16} />
            </ActionIcon>
          )}
          {one.subject !== null && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('mute.one')}
              aria-pressed={one.is_muted}
              title={t(one.is_muted ? 'mute.one_off' : 'mute.one')}
              onClick={() => mute.mutate({ subject: one.subject ?? '', is_muted: !one.is_muted })}
            >
              {one.is_muted ? <BellSlashIcon size={16} /> : <BellIcon size={16} />}
            </ActionIcon>
          )}
        </li>
      ))}
      {list.hasMore && (
        <li className={classes['row']}>
          <Button variant="subtle" fullWidth loading={list.isLoadingMore} onClick={list.more}>
            {say('table.more')}
          </Button>
        </li>
      )}
    </ul>
  )
}
