import { Alert, Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { Dialog } from '#console/kit/show/dialog.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import type { Connection } from '../connections.ts'
import { own } from '../words/own.ts'

/** Removing takes events and cases along and cannot be undone: its name is written first. */
export function RemoveDialog({ one, onClose }: { readonly one: Connection; onClose(): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const { title } = one
  const remove = useMutation({
    mutationFn: () => ask('DELETE', '/v1/connections/:connection', { params: { connection: one.id } }),
    onSuccess: async () => {
      onClose()
      notifications.show({ message: t('do.removed', { title }) })
      await navigate({ to: '/connections' })
      await queries.invalidateQueries({ queryKey: ['connections'] })
    },
  })
  return (
    <Dialog onClose={onClose} title={t('remove.title', { title })}>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (typed.trim() === title) remove.mutate()
        }}
      >
        <Stack>
          <Alert color="red">{t('remove.says')}</Alert>
          <TextInput
            data-autofocus
            autoComplete="off"
            label={t('remove.type', { title })}
            value={typed}
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <Failed error={remove.error} />
          <Group justify="flex-end">
            <Button type="submit" color="red.9" disabled={typed.trim() !== title} loading={remove.isPending}>
              {t('remove.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
