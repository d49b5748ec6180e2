import { Box, Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { states, type Filter } from './events.ts'
import { own } from './words/own.ts'

type Change = (change: Readonly<Record<string, string | undefined>>) => void

/** Which events are listed, by state, connection and topic; all of it is the address. */
export function Filters({ filter, change }: { readonly filter: Filter; readonly change: Change }) {
  const t = own.use()
  const { can } = useAccount()
  const [topic, setTopic] = useState(filter.topic ?? '')
  const later = useDebouncedCallback((text: string) => change({ topic: text === '' ? undefined : text }), 300)
  const { data } = useQuery({
    queryKey: ['connections'],
    queryFn: async ({ signal }) =>
      (await ask('GET', '/v1/connections', { input: { limit: 200 }, signal })).data,
    enabled: can('connections:read'),
  })
  return (
    <Box px="lg" pb="sm">
      <SegmentedControl
        fullWidth
        mb="xs"
        aria-label={t('filter.state')}
        value={filter.state ?? 'all'}
        onChange={value => change({ state: value === 'all' ? undefined : value })}
        data={[
          { value: 'all', label: t('state.all') },
          ...states.map(value => ({ value, label: t(`state.${value}`) })),
        ]}
      />
      <Group gap="xs" grow>
        <Select
          size="xs"
          aria-label={t('filter.connection')}
          placeholder={t('filter.connection')}
          clearable
          data={(data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          value={filter.connection ?? null}
          onChange={value => change({ connection: value ?? undefined })}
          clearButtonProps={{ 'aria-label': t('state.all') }}
        />
        <TextInput
          size="xs"
          aria-label={t('filter.topic')}
          placeholder={t('filter.topic.hint')}
          value={topic}
          onChange={event => {
            setTopic(event.currentTarget.value)
            later(event.currentTarget.value.trim())
          }}
        />
      </Group>
    </Box>
  )
}
