import { Badge, Button, Card, Code, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { KeyIcon } from '@primer/octicons-react'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import type { Answer } from '#console/api/client.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { PageSkeleton } from '#console/kit/states/page-skeleton.tsx'
import { useList } from '#console/kit/table/use-list.ts'
import { SecretOnce } from '../secret-once.tsx'
import { own } from '../words/own.ts'
import { NewKey } from './new-key.tsx'
import { RevokeKey } from './revoke-key.tsx'

type Key = Answer<'GET', '/v1/api-keys'>['data'][number]

/** Who may call from outside, with what, and until when. */
export function KeysPage() {
  const t = own.use()
  const { can } = useAccount()
  const [isOpen, { open, close }] = useDisclosure(false)
  const [secret, setSecret] = useState<string>()
  const list = useList(['keys'], (cursor, via) => via('GET', '/v1/api-keys', { input: { cursor } }))
  const add = can('keys:write') && <Button onClick={open}>{t('keys.new')}</Button>
  return (
    <>
      <PageHeader title={t('place.keys')} back={{ to: '/settings', says: t('title') }}>
        {list.rows.length > 0 && add}
      </PageHeader>
      {list.isLoading && <PageSkeleton />}
      {list.error !== null && <ErrorPanel error={list.error} onRetry={list.retry} />}
      {!list.isLoading && list.error === null && list.rows.length === 0 && (
        <EmptyState icon={KeyIcon} title={t('keys.none')} says={t('keys.none.says')}>
          {add}
        </EmptyState>
      )}
      <Stack px="lg" pb="lg" gap="xs" maw={920} component="ul" m={0} style={{ listStyle: 'none' }}>
        {list.rows.map(key => (
          <KeyCard key={key.id} one={key} mayRevoke={can('keys:write')} />
        ))}
        {list.hasMore && (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.more}>
            {t('more')}
          </Button>
        )}
      </Stack>
      <NewKey
        isOpen={isOpen}
        onClose={close}
        onMade={made => {
          close()
          setSecret(made)
        }}
      />
      <SecretOnce
        title={t('keys.made')}
        says={t('keys.made.says')}
        secret={secret}
        onClose={() => setSecret(undefined)}
      />
    </>
  )
}

function KeyCard({ one, mayRevoke }: { readonly one: Key; readonly mayRevoke: boolean }) {
  const t = own.use()
  const isOver = one.expiresAt !== null && new Date(one.expiresAt) < new Date()
  return (
    <Card withBorder padding="sm" component="li">
      <Group justify="space-between" align="flex-start" gap="xs">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Group gap="xs">
            <Text fw={600}>{one.name}</Text>
            <Code>{one.prefix}…</Code>
            {one.revokedAt !== null && <Badge color="gray">{t('keys.revoked')}</Badge>}
            {one.revokedAt === null && isOver && <Badge color="orange">{t('keys.over')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed" component="div">
            {t('keys.createdAt')} <Time at={one.createdAt} />
            {' · '}
            {one.usedAt === null ? (
              t('keys.unused')
            ) : (
              <>
                {t('keys.usedAt')} <Time at={one.usedAt} />
              </>
            )}
            {one.expiresAt !== null && (
              <>
                {' · '}
                {t('keys.expiresAt')} <Time at={one.expiresAt} exact />
              </>
            )}
          </Text>
          <Group gap={4} mt={6}>
            {one.scopes.slice(0, 8).map(scope => (
              <Badge key={scope} variant="default">
                {scope}
              </Badge>
            ))}
            {one.scopes.length > 8 && (
              <Text size="xs" c="dimmed">
                {t('keys.moreScopes', { count: one.scopes.length - 8 })}
              </Text>
            )}
          </Group>
        </div>
        {mayRevoke && one.revokedAt === null && <RevokeKey id={one.id} name={one.name} />}
      </Group>
    </Card>
  )
}
