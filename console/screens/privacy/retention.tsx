import { NumberInput, SimpleGrid, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Answer } from '#console/api/client.ts'
import { SaveBar } from '#console/kit/save/save-bar.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { own } from './words/own.ts'

type Days = Answer<'GET', '/v1/privacy/settings'>
const names = ['payloadDays', 'eventDays', 'writeDays', 'hookDays', 'reportDays'] as const

const daysQuery = queryOptions({
  queryKey: ['privacy', 'settings'],
  queryFn: ({ signal }) => ask('GET', '/v1/privacy/settings', { signal }),
})

/** How many days what is kept. */
export function Retention() {
  const t = own.use()
  const query = useQuery(daysQuery)
  return (
    <Section title={t('kept')} says={t('kept.says')}>
      <Read query={query}>{kept => <Form kept={kept} />}</Read>
    </Section>
  )
}

function Form({ kept }: { readonly kept: Days }) {
  const t = own.use()
  const queries = useQueryClient()
  const [changes, setChanges] = useState<Partial<Days>>({})
  const changed = Object.fromEntries(
    names.flatMap(name => {
      const days = changes[name]
      return days === undefined || days === kept[name] ? [] : [[name, days]]
    }),
  )
  const save = useMutation({
    mutationFn: () => ask('PATCH', '/v1/privacy/settings', { input: changed }),
    onSuccess: saved => {
      queries.setQueryData(daysQuery.queryKey, saved)
      setChanges({})
      notifications.show({ message: t('kept.saved') })
    },
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {names.map(name => (
            <NumberInput
              key={name}
              label={t(`kept.${name}`)}
              description={t(`kept.${name}.says`)}
              suffix={` ${t('days')}`}
              min={1}
              max={3650}
              allowDecimal={false}
              value={changes[name] ?? kept[name]}
              onChange={value => typeof value === 'number' && setChanges({ ...changes, [name]: value })}
            />
          ))}
        </SimpleGrid>
        <Failed error={save.error} title={t('kept.failed')} />
        <SaveBar
          isChanged={Object.keys(changed).length > 0}
          isBusy={save.isPending}
          onDiscard={() => setChanges({})}
        />
      </Stack>
    </form>
  )
}
