import { Alert, Button, Group, Stack, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { PaperAirplaneIcon, SyncIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask, type Answer } from '#console/api/client.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useSureWrite } from '#console/kit/sure/use-sure-write.ts'
import { useParam } from '#console/kit/use-param.ts'
import { SecretOnce } from '../secret-once.tsx'
import { own } from '../words/own.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { HookState } from './hooks-page.tsx'

/** One outgoing webhook: whether it hears, what it was told, and the way to tell it again. */
export function HookPage() {
  const t = own.use()
  const { can } = useAccount()
  const queries = useQueryClient()
  const hook = useParam('hook')
  const [secret, setSecret] = useState<string>()
  const query = useQuery({
    queryKey: ['hooks', hook],
    queryFn: ({ signal }) => ask('GET', '/v1/hooks/:hook', { params: { hook }, signal }),
  })
  const again = () => queries.invalidateQueries({ queryKey: ['hooks', hook] })
  const onError = (error: Error) => notifications.show({ color: 'red', message: error.message })
  const test = useMutation({
    mutationFn: () => ask('POST', '/v1/hooks/:hook/test', { params: { hook } }),
    onSuccess: async () => {
      notifications.show({ message: t('hooks.tested') })
      await again()
    },
    onError,
  })
  const turn = useSureWrite({
    key: ['hooks', hook],
    draw: (queries, isEnabled: boolean) =>
      queries.setQueryData<Answer<'GET', '/v1/hooks/:hook'>>(
        ['hooks', hook],
        old => old && { ...old, is_enabled: isEnabled },
      ),
    write: isEnabled => ask('PATCH', '/v1/hooks/:hook', { params: { hook }, input: { isEnabled } }),
  })
  const renew = useMutation({
    mutationFn: () => ask('POST', '/v1/hooks/:hook/secrets', { params: { hook }, input: {} }),
    onSuccess: made => setSecret(made.secret),
    onError,
  })
  const mayWrite = can('hooks:write')
  return (
    <Read query={query}>
      {one => (
        <>
          <PageHeader
            title={one.url}
            back={{ to: '/settings/webhooks', says: t('place.hooks') }}
            beside={<HookState isEnabled={one.is_enabled} failingSince={one.failing_since} />}
          >
            {mayWrite && (
              <Button
                leftSection={<PaperAirplaneIcon />}
                disabled={!one.is_enabled}
                loading={test.isPending}
                onClick={() => test.mutate()}
              >
                {t('hooks.test')}
              </Button>
            )}
          </PageHeader>
          <Stack px="lg" pb="lg" maw={1080}>
            {one.says !== null && (
              <Alert color="orange" title={t('hooks.turnedOff')}>
                {one.says}
              </Alert>
            )}
            <Section title={t('hooks.about')}>
              <Stack gap="sm">
                <Text size="sm">
                  {one.types.length === 0 ? t('hooks.all') : one.types.join(', ')}
                  {one.description !== '' && ` · ${one.description}`}
                </Text>
                {mayWrite && (
                  <Group justify="space-between">
                    <Switch
                      label={t('hooks.told')}
                      description={t('hooks.told.says')}
                      checked={one.is_enabled}
                      onChange={event => turn(event.currentTarget.checked)}
                    />
                    <Button
                      variant="default"
                      leftSection={<SyncIcon />}
                      loading={renew.isPending}
                      onClick={() => renew.mutate()}
                    >
                      {t('hooks.renew')}
                    </Button>
                  </Group>
                )}
              </Stack>
            </Section>
            <DeliveryLog hook={hook} mayReplay={mayWrite && one.is_enabled} />
          </Stack>
          <SecretOnce
            title={t('hooks.made')}
            says={t('hooks.renewed.says')}
            secret={secret}
            onClose={() => setSecret(undefined)}
          />
        </>
      )}
    </Read>
  )
}
