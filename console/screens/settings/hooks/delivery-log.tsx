import {
  Badge,
  Button,
  Code,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  UnstyledButton,
} from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useList } from '#console/kit/table/use-list.ts'
import { own } from '../words/own.ts'
import classes from './delivery-log.module.css'

const states = { waiting: 'blue', delivered: 'teal', failed: 'orange' } as const
type Delivery = Answer<'GET', '/v1/hooks/:hook/deliveries'>['data'][number]

/** What one hook was told, and what came of each. What is open, and the filter, are in the address. */
export function DeliveryLog({ hook, mayReplay }: { readonly hook: string; readonly mayReplay: boolean }) {
  const t = own.use()
  const [{ state, delivery }, change] = useAddress()
  const wanted = state !== undefined && isOneOf(states, state) ? state : undefined
  const list = useList(['hooks', hook, 'deliveries', wanted], (cursor, via) =>
    via('GET', '/v1/hooks/:hook/deliveries', { params: { hook }, input: { cursor, state: wanted } }),
  )
  return (
    <Section
      title={t('log')}
      beside={
        <SegmentedControl
          size="xs"
          aria-label={t('log.filter')}
          value={wanted ?? 'all'}
          data={[
            { value: 'all', label: t('log.all') },
            ...Object.keys(states).map(value => ({
              value,
              label: isOneOf(states, value) ? t(`log.${value}`) : value,
            })),
          ]}
          onChange={value => change({ state: value === 'all' ? undefined : value })}
        />
      }
    >
      {list.rows.length === 0 && !list.isLoading && (
        <Text size="sm" c="dimmed" role="status">
          {t('log.none')}
        </Text>
      )}
      <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {list.rows.map(one => (
          <Row key={one.id} one={one} onOpen={() => change({ delivery: one.id })} />
        ))}
      </Stack>
      {list.hasMore && (
        <Button mt="sm" variant="default" loading={list.isLoadingMore} onClick={list.more}>
          {t('more')}
        </Button>
      )}
      <Modal
        opened={delivery !== undefined}
        onClose={() => change({ delivery: undefined })}
        title={t('log.one')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {delivery !== undefined && <One hook={hook} delivery={delivery} mayReplay={mayReplay} />}
      </Modal>
    </Section>
  )
}

function Row({ one, onOpen }: { readonly one: Delivery; onOpen(): void }) {
  const t = own.use()
  return (
    <li>
      <UnstyledButton className={classes['row']} onClick={onOpen}>
        <Badge color={states[one.state]}>{t(`log.${one.state}`)}</Badge>
        <Text span fw={600} size="sm" style={{ flex: 1 }}>
          {one.type}
        </Text>
        <Text span size="xs" c="dimmed">
          {t('log.attempts', { count: one.attempts })}
        </Text>
        <Text span size="xs" c="dimmed">
          <Time at={one.created_at} />
        </Text>
      </UnstyledButton>
    </li>
  )
}

function One({
  hook,
  delivery,
  mayReplay,
}: {
  readonly hook: string
  readonly delivery: string
  readonly mayReplay: boolean
}) {
  const t = own.use()
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['hooks', hook, 'delivery', delivery],
    queryFn: ({ signal }) =>
      ask('GET', '/v1/hooks/:hook/deliveries/:delivery', { params: { hook, delivery }, signal }),
  })
  const replay = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/hooks/:hook/deliveries/:delivery/replay', { params: { hook, delivery } }),
    onSuccess: async () => {
      notifications.show({ message: t('log.replayed') })
      await queries.invalidateQueries({ queryKey: ['hooks', hook] })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <Read query={query}>
      {one => (
        <Stack>
          <Group justify="space-between">
            <Group gap="xs">
              <Badge color={states[one.state]}>{t(`log.${one.state}`)}</Badge>
              <Text fw={600}>{one.type}</Text>
              <Code>{one.webhook_id}</Code>
            </Group>
            {mayReplay && (
              <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
                {t('log.replay')}
              </Button>
            )}
          </Group>
          <Text size="sm" fw={600}>
            {t('log.body')}
          </Text>
          <Code block tabIndex={0}>
            {pretty(one.body)}
          </Code>
          <Text size="sm" fw={600}>
            {t('log.tries')}
          </Text>
          {one.log.map(({ number, at, took_ms, status, says, response_body }) => (
            <div key={number}>
              <Group gap="xs">
                <Badge color={status !== null && status < 300 ? 'teal' : 'orange'}>
                  {status ?? t('log.noAnswer')}
                </Badge>
                <Text size="sm" className="tabular">
                  {t('log.took', { ms: took_ms })}
                </Text>
                <Text size="xs" c="dimmed">
                  <Time at={at} exact />
                </Text>
              </Group>
              {says !== null && <Text size="sm">{says}</Text>}
              {response_body !== null && response_body !== '' && (
                <Code block mt={4} tabIndex={0}>
                  {response_body}
                </Code>
              )}
            </div>
          ))}
        </Stack>
      )}
    </Read>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
