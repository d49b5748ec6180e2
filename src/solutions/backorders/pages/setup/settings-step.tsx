import { Button, Checkbox, NumberInput, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Failed } from '#console/kit/states/failed.tsx'
import { useState } from 'react'
import { Read } from '#console/kit/states/read.tsx'
import { backorders } from '../cases.ts'
import type { Progress } from './setup.ts'
import { own } from './words/own.ts'

const channels = ['helpdesk', 'chat', 'mail'] as const
type Settings = Awaited<ReturnType<typeof readSettings>>['settings']

const readSettings = () => backorders.read('get_settings', {})

/** The three settings that matter on the first day; the others have good defaults. */
export function SettingsStep({ progress, onDone }: { readonly progress: Progress; onDone(): void }) {
  const query = useQuery({ queryKey: ['backorders', 'settings'], queryFn: readSettings })
  return (
    <Read query={query}>
      {({ settings }) => <Form settings={settings} progress={progress} onDone={onDone} />}
    </Read>
  )
}

function Form({
  settings,
  progress,
  onDone,
}: {
  readonly settings: Settings
  readonly progress: Progress
  onDone(): void
}) {
  const t = own.use()
  const queries = useQueryClient()
  const [units, setUnits] = useState(settings.minimumShortUnits)
  // Who practises need not wait a minute for the second reading.
  const isFirst = progress.practice.length > 0 && !progress.hasSettings
  const [confirm, setConfirm] = useState(isFirst ? 2 : settings.confirmSeconds)
  const [told, setTold] = useState<string[]>([...settings.channels])
  const save = useMutation({
    mutationFn: () =>
      backorders.perform('change_settings', {
        change: { minimumShortUnits: units, confirmSeconds: confirm, channels: told },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['setup'] })
      await queries.invalidateQueries({ queryKey: ['backorders', 'settings'] })
      onDone()
    },
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack gap="md">
        <Checkbox.Group
          label={t('settings.channels')}
          description={t('settings.channels.says')}
          value={told}
          onChange={setTold}
        >
          <Stack gap="xs" mt={6}>
            {channels.map(channel => (
              <Checkbox key={channel} value={channel} label={t(`settings.channel.${channel}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NumberInput
          label={t('settings.units')}
          description={t('settings.units.says')}
          min={1}
          max={100_000}
          allowDecimal={false}
          maw={320}
          value={units}
          onChange={value => setUnits(Number(value))}
        />
        <NumberInput
          label={t('settings.confirm')}
          description={t('settings.confirm.says')}
          min={0}
          max={86_400}
          allowDecimal={false}
          maw={420}
          value={confirm}
          onChange={value => setConfirm(Number(value))}
        />
        <Failed error={save.error} title={t('settings.failed')} />
        <Button
          type="submit"
          loading={save.isPending}
          disabled={told.length === 0}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('settings.save')}
        </Button>
      </Stack>
    </form>
  )
}
