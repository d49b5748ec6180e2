import {
  Alert,
  Badge,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { StopIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask, type Answer } from '#console/api/client.ts'
import { stopsQuery } from '#console/api/stops.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { own } from '../words/own.ts'
import { useActors } from './use-actors.ts'

const kinds = { writes: 0, tool: 0, actor: 0, everything: 0 } as const
type What = keyof typeof kinds
type Stop = Answer<'GET', '/v1/kill-switches'>['data'][number]

/** The brakes: what is stopped now, and the way to stop more or let it go on. */
export function Stops() {
  const t = own.use()
  const { can } = useAccount()
  const query = useQuery(stopsQuery)
  const [isOpen, { open, close }] = useDisclosure(false)
  const maySwitch = can('stops:write')
  return (
    <Section
      title={t('stops')}
      says={t('stops.says')}
      beside={
        maySwitch && (
          <Button color="red" leftSection={<StopIcon />} onClick={open}>
            {t('stops.stop')}
          </Button>
        )
      }
    >
      <Read query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" role="status">
              {t('stops.none')}
            </Text>
          ) : (
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {data.map(stop => (
                <Standing key={`${stop.what} ${stop.subject}`} stop={stop} maySwitch={maySwitch} />
              ))}
            </Stack>
          )
        }
      </Read>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('stops.stop')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <StopForm onDone={close} />
      </Modal>
    </Section>
  )
}

function Standing({ stop, maySwitch }: { readonly stop: Stop; readonly maySwitch: boolean }) {
  const t = own.use()
  const goOn = useSwitch()
  return (
    <Group component="li" justify="space-between" gap="xs">
      <div>
        <Group gap="xs">
          <Badge color="red">{t(`stop.${stop.what}`)}</Badge>
          {stop.subject !== '' && <Text fw={600}>{stop.subject}</Text>}
          <Text size="xs" c="dimmed">
            <Time at={stop.stopped_at} />
          </Text>
        </Group>
        <Text size="sm">{stop.because}</Text>
      </div>
      {maySwitch && (
        <Button
          variant="default"
          loading={goOn.isPending}
          onClick={() =>
            goOn.mutate({
              what: stop.what,
              subject: stop.subject,
              isStopped: false,
              because: t('stops.over'),
            })
          }
        >
          {t('stops.goOn')}
        </Button>
      )}
      {goOn.isError && <Alert color="red">{goOn.error.message}</Alert>}
    </Group>
  )
}

function StopForm({ onDone }: { onDone(): void }) {
  const t = own.use()
  const [what, setWhat] = useState<What>('writes')
  const [subject, setSubject] = useState<string | null>(null)
  const [because, setBecause] = useState('')
  const actors = useActors()
  const tools = useQuery({
    queryKey: ['actions', 'names'],
    queryFn: async () => (await ask('GET', '/v1/actions')).data,
  })
  const stop = useSwitch(onDone)
  const needsSubject = what === 'tool' || what === 'actor'
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        stop.mutate({ what, subject: subject ?? '', isStopped: true, because })
      }}
    >
      <Stack>
        <SegmentedControl
          aria-label={t('stops.what')}
          orientation="vertical"
          value={what}
          data={Object.keys(kinds).map(value => ({
            value,
            label: isOneOf(kinds, value) ? t(`stop.${value}`) : value,
          }))}
          onChange={value => {
            if (isOneOf(kinds, value)) setWhat(value)
            setSubject(null)
          }}
        />
        <Text size="sm" c="dimmed">
          {t(`stop.${what}.says`)}
        </Text>
        {needsSubject && (
          <Select
            label={t(what === 'tool' ? 'stops.tool' : 'stops.actor')}
            searchable
            required
            value={subject}
            data={what === 'tool' ? (tools.data?.map(({ name }) => name) ?? []) : actors}
            onChange={setSubject}
          />
        )}
        <Textarea
          label={t('because')}
          description={t('because.says')}
          required
          autosize
          maxLength={500}
          value={because}
          onChange={event => setBecause(event.currentTarget.value)}
        />
        <Failed error={stop.error} />
        <Button
          type="submit"
          color="red"
          loading={stop.isPending}
          disabled={needsSubject && subject === null}
        >
          {t('stops.now')}
        </Button>
      </Stack>
    </form>
  )
}

interface Switched {
  readonly what: What
  readonly subject: string
  readonly isStopped: boolean
  readonly because: string
}

function useSwitch(onDone?: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ what, subject, isStopped, because }: Switched) =>
      ask('PUT', '/v1/kill-switches', {
        input: {
          switch: what === 'tool' || what === 'actor' ? { what, subject } : { what },
          stopped: isStopped,
          because,
        },
      }),
    onSuccess: found => {
      queries.setQueryData(stopsQuery.queryKey, found)
      onDone?.()
    },
  })
}
