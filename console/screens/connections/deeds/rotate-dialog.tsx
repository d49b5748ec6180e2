import { Button, Group, NumberInput, PasswordInput, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { Dialog } from '#console/kit/show/dialog.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import type { Connection } from '../connections.ts'
import { own } from '../words/own.ts'

/** Takes the app's new secret; what the old one signed is accepted for some hours more. */
export function RotateDialog({ one, onClose }: { readonly one: Connection; onClose(): void }) {
  const t = own.use()
  const { moment } = useFormats()
  const queries = useQueryClient()
  const [secret, setSecret] = useState('')
  const [hours, setHours] = useState(24)
  const rotate = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/connections/:connection/secret', {
        params: { connection: one.id },
        input: { secret, previousHours: hours },
      }),
    onSuccess: ({ previous_until: until }) => {
      onClose()
      notifications.show({ color: 'teal', message: t('rotate.done', { until: moment(new Date(until)) }) })
      return queries.invalidateQueries({ queryKey: ['connections'] })
    },
  })
  return (
    <Dialog onClose={onClose} title={t('rotate.title')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          rotate.mutate()
        }}
      >
        <Stack>
          <Text size="sm">{t('rotate.says')}</Text>
          <PasswordInput
            data-autofocus
            required
            autoComplete="off"
            minLength={10}
            maxLength={200}
            label={t('rotate.secret')}
            value={secret}
            onChange={event => setSecret(event.currentTarget.value)}
          />
          <NumberInput
            label={t('rotate.hours')}
            min={0}
            max={168}
            allowDecimal={false}
            value={hours}
            onChange={value => setHours(Number(value))}
          />
          <Failed error={rotate.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={rotate.isPending}>
              {t('rotate.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
