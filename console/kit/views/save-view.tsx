import { Button, Stack, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { own } from '#console/words/own.ts'

/** Gives what is seen now a name. */
export function SaveView({
  page,
  state,
  onSaved,
}: {
  readonly page: string
  readonly state: Readonly<Record<string, string>>
  onSaved(): void
}) {
  const t = own.use()
  const [name, setName] = useState('')
  const [isTeam, setIsTeam] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/views', { input: { page, name: name.trim(), state: { ...state }, is_team: isTeam } }),
    onSuccess: () => {
      setName('')
      notifications.show({ message: t('views.saved') })
      onSaved()
    },
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack gap="xs">
        <TextInput
          size="sm"
          label={t('views.name')}
          required
          maxLength={80}
          value={name}
          error={save.error?.message}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Switch
          size="sm"
          label={t('views.forTeam')}
          checked={isTeam}
          onChange={event => setIsTeam(event.currentTarget.checked)}
        />
        <Button type="submit" size="sm" loading={save.isPending} disabled={name.trim() === ''}>
          {t('views.save')}
        </Button>
      </Stack>
    </form>
  )
}
