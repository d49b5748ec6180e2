import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { WebhookIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { PageSkeleton } from '#console/kit/states/page-skeleton.tsx'
import { useList } from '#console/kit/table/use-list.ts'
import { SecretOnce } from '../secret-once.tsx'
import classes from '../settings-page.module.css'
import { own } from '../words/own.ts'
import { HookDialog } from './hook-dialog.tsx'

/** Who is told of what happens here. */
export function HooksPage() {
  const t = own.use()
  const { can } = useAccount()
  const [isOpen, { open, close }] = useDisclosure(false)
  const [secret, setSecret] = useState<string>()
  const list = useList(['hooks'], (cursor, via) => via('GET', '/v1/hooks', { input: { cursor } }))
  const add = can('hooks:write') && <Button onClick={open}>{t('hooks.new')}</Button>
  return (
    <>
      <PageHeader title={t('place.hooks')} back={{ to: '/settings', says: t('title') }}>
        {list.rows.length > 0 && add}
      </PageHeader>
      {list.isLoading && <PageSkeleton />}
      {list.error !== null && <ErrorPanel error={list.error} onRetry={list.retry} />}
      {!list.isLoading && list.error === null && list.rows.length === 0 && (
        <EmptyState icon={WebhookIcon} title={t('hooks.none')} says={t('hooks.none.says')}>
          {add}
        </EmptyState>
      )}
      <Stack px="lg" pb="lg" gap="xs" maw={920} component="ul" m={0} style={{ listStyle: 'none' }}>
        {list.rows.map(hook => (
          <Card key={hook.id} withBorder padding="sm" component="li" className={classes['place']}>
            <Group justify="space-between" gap="xs">
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                <Link to="/settings/webhooks/$hook" params={{ hook: hook.id }} className={classes['link']}>
                  {hook.url}
                </Link>
              </Text>
              <HookState isEnabled={hook.is_enabled} failingSince={hook.failing_since} />
            </Group>
            <Text size="sm" c="dimmed">
              {hook.description !== '' && `${hook.description} · `}
              {hook.types.length === 0 ? t('hooks.all') : hook.types.join(', ')}
            </Text>
          </Card>
        ))}
        {list.hasMore && (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.more}>
            {t('more')}
          </Button>
        )}
      </Stack>
      <HookDialog
        isOpen={isOpen}
        onClose={close}
        onMade={made => {
          close()
          setSecret(made)
        }}
      />
      <SecretOnce
        title={t('hooks.made')}
        says={t('hooks.made.says')}
        secret={secret}
        onClose={() => setSecret(undefined)}
      />
    </>
  )
}

/** Whether a hook is told, and whether it hears. */
export function HookState({
  isEnabled,
  failingSince,
}: {
  readonly isEnabled: boolean
  readonly failingSince: string | null
}) {
  const t = own.use()
  if (!isEnabled) return <Badge color="gray">{t('hooks.off')}</Badge>
  if (failingSince === null) return <Badge color="teal">{t('hooks.on')}</Badge>
  return (
    <Badge color="orange">
      {t('hooks.failing')} <Time at={failingSince} />
    </Badge>
  )
}
