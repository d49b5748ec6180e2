import { Alert, Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { SyncIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask, type Answer } from '#console/api/client.ts'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { KeyHint } from '#console/kit/show/key-hint.tsx'
import { FactColumns } from '#console/kit/show/facts.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { DetailHead } from '#console/kit/split/detail-head.tsx'
import { Detail } from '#console/kit/split/split-page.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { own as kit } from '#console/words/own.ts'
import { eventQuery } from './events.ts'
import { prettyOf } from './pretty.ts'
import { StateBadge } from './state-badge.tsx'
import { own } from './words/own.ts'

type FullEvent = Answer<'GET', '/v1/events/:event'>

/** One event: how it came, what became of it, and what was told, to the letter. */
export function OneEvent({ id }: { readonly id: string }) {
  const query = useQuery(eventQuery(id))
  return <Read query={query}>{one => <Content one={one} />}</Read>
}

function Content({ one }: { readonly one: FullEvent }) {
  const t = own.use()
  const { can } = useAccount()
  return (
    <Detail>
      <DetailHead
        title={one.topic}
        beside={<StateBadge state={one.state} />}
        back={{ to: '/events', says: t('back') }}
      >
        {can('events:replay') && one.body !== '{}' && <Replay id={one.id} />}
      </DetailHead>
      <Stack gap="lg">
        {one.reason !== null && (
          <Alert color="orange" title={t('part.reason')}>
            {one.reason}
          </Alert>
        )}
        <Facts one={one} />
        <Payload body={one.body} />
      </Stack>
    </Detail>
  )
}

function Replay({ id }: { readonly id: string }) {
  const t = own.use()
  const queries = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: () => ask('POST', '/v1/events/:event/replay', { params: { event: id } }),
    onSuccess: () => {
      notifications.show({ message: t('replay.done') })
      return queries.invalidateQueries({ queryKey: ['events'] })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  useKeys(useMemo(() => [{ keys: 'r', says: t('keys.replay'), act: () => mutate() }], [t, mutate]))
  return (
    <Button
      variant="default"
      leftSection={<SyncIcon />}
      rightSection={<KeyHint keys="r" />}
      loading={isPending}
      onClick={() => mutate()}
    >
      {t('replay.one')}
    </Button>
  )
}

function Facts({ one }: { readonly one: FullEvent }) {
  const t = own.use()
  const facts: (readonly [string, ReactNode])[] = [
    [t('part.source'), t(`source.${one.source}`)],
    [t('part.received'), <Time key="received" at={one.received_at} exact />],
    ...(one.occurred_at === null
      ? []
      : [[t('part.occurred'), <Time key="occurred" at={one.occurred_at} exact />] as const]),
    ...(one.done_at === null ? [] : [[t('part.done'), <Time key="done" at={one.done_at} exact />] as const]),
    [t('part.attempts'), String(one.attempts)],
    [t('part.connection'), one.connection],
    ...(one.business_key === null ? [] : [[t('part.fact'), one.business_key] as const]),
  ]
  return <FactColumns facts={facts} />
}

function Payload({ body }: { readonly body: string }) {
  const t = own.use()
  const say = kit.use()
  const pretty = useMemo(() => prettyOf(body), [body])
  return (
    <section>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h5">
          {t('part.payload')}
        </Title>
        <CopyButton value={pretty}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="subtle" onClick={copy}>
              {say(copied ? 'state.copied' : 'state.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {body === '{}' ? (
        <Text c="dimmed">{t('part.gone')}</Text>
      ) : (
        <Code block tabIndex={0} mah={520} style={{ overflow: 'auto' }}>
          {pretty}
        </Code>
      )}
    </section>
  )
}
