import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { meQuery } from '#console/api/me.ts'
import { Dialog } from '#console/kit/show/dialog.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { setTimes, type Times } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'

/** In which zone and by which clock a person reads times, on all their devices. */
export function ZoneDialog({ onClose }: { readonly onClose: () => void }) {
  const t = own.use()
  const query = useQuery(meQuery)
  return (
    <Dialog onClose={onClose} title={t('zone.title')}>
      <Read query={query}>{({ preferences }) => <Choice kept={preferences} onClose={onClose} />}</Read>
    </Dialog>
  )
}

function Choice({ kept, onClose }: { readonly kept: Times; onClose(): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const [zone, setZone] = useState(kept.zone ?? '')
  const [hours, setHours] = useState<NonNullable<Times['hours']> | ''>(kept.hours ?? '')
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone
  const save = useMutation({
    mutationFn: () =>
      ask('PATCH', '/v1/me', { input: { preferences: { zone: zone || null, hours: hours || null } } }),
    onSuccess: me => {
      queries.setQueryData(meQuery.queryKey, me)
      setTimes(me.preferences)
      onClose()
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
        <NativeSelect
          data-autofocus
          label={t('zone.says')}
          value={zone}
          onChange={event => setZone(event.currentTarget.value)}
          data={[{ value: '', label: t('zone.device', { zone: device }) }, ...zones(kept.zone)]}
        />
        <NativeSelect
          label={t('hours.says')}
          value={hours}
          onChange={({ currentTarget: { value } }) => setHours(value === '12' || value === '24' ? value : '')}
          data={(['', '12', '24'] as const).map(value => ({ value, label: t(`hours.${value}`) }))}
        />
        <Failed error={save.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('save.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

// The server may know a name, such as UTC, that this browser does not list.
function zones(kept: string | null): string[] {
  return [
    ...new Set([...(kept === null ? [] : [kept]), 'UTC', ...Intl.supportedValuesOf('timeZone')]),
  ].toSorted()
}
