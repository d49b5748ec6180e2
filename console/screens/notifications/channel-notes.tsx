import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import type { ChoicesNow } from './notifications.ts'
import type { Channel } from './use-choosing.ts'
import { own } from './words/own.ts'

type Shut = 'mail.not_connected' | 'chat.not_connected' | 'chat.no_channel' | 'chat.not_permitted'

/** Why nothing can be chosen for a channel; undefined where it can. */
export function shutBy({ channels }: ChoicesNow, channel: Channel, mayChangeTeam: boolean): Shut | undefined {
  if (channel === 'app') return undefined
  if (channel === 'mail') return channels.mail === 'ready' ? undefined : 'mail.not_connected'
  if (channels.chat !== 'ready') return `chat.${channels.chat}`
  return mayChangeTeam ? undefined : 'chat.not_permitted'
}

/** What is to be known of mail and chat: why they cannot be chosen yet, and that the chat is everybody's. */
export function ChannelNotes({ choices }: { readonly choices: ChoicesNow }) {
  const t = own.use()
  const { can } = useAccount()
  const isTeam = can('settings:write')
  const [mail, chat] = [shutBy(choices, 'mail', isTeam), shutBy(choices, 'chat', isTeam)]
  const connect = (connector: string) =>
    can('connections:write') && (
      <Button component={Link} to={`/connections/new/${connector}`} variant="default" size="xs">
        {t(connector === 'smtp' ? 'mail.connect' : 'chat.connect')}
      </Button>
    )
  return (
    <Stack gap="sm" mb="md">
      {mail && (
        <Group gap="sm">
          <Text size="sm" id="shut-mail">
            {t(mail)}
          </Text>
          {connect('smtp')}
        </Group>
      )}
      <Group gap="sm">
        <Text size="sm" id="shut-chat">
          {chat ? t(chat) : t('chat.team', { channel: choices.channels.chat_channel ?? '' })}
        </Text>
        {chat === 'chat.not_connected' && connect('slack')}
      </Group>
      {isTeam && choices.channels.chat !== 'not_connected' && (
        <ChatChannel key={choices.channels.chat_channel} now={choices.channels.chat_channel ?? ''} />
      )}
    </Stack>
  )
}

/** In which channel of the chat the team is told: the one of the alerts. */
function ChatChannel({ now }: { readonly now: string }) {
  const t = own.use()
  const queries = useQueryClient()
  const [channel, setChannel] = useState(now)
  const wanted = channel.trim()
  const save = useMutation({
    mutationFn: () =>
      ask('PATCH', '/v1/alert-settings', { input: { channel: wanted === '' ? null : wanted } }),
    onError: error => notifications.show({ color: 'red', message: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Group gap="sm" align="end">
        <TextInput
          label={t('chat.channel')}
          placeholder="C0123456789"
          maxLength={80}
          value={channel}
          onChange={event => setChannel(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={wanted === now} loading={save.isPending}>
          {t('chat.save')}
        </Button>
      </Group>
    </form>
  )
}
