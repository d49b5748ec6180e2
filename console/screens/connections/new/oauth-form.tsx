import { Button, Card, Code, CopyButton, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { own as kit } from '#console/words/own.ts'
import type { Connector } from '../connections.ts'
import { own } from '../words/own.ts'
import { Wrong } from './wrong.tsx'

/** Leads to the platform, which asks whether we may, and back. */
export function OAuthForm({ sheet }: { readonly sheet: Connector }) {
  const t = own.use()
  const say = kit.use()
  const [account, setAccount] = useState('')
  const [clientId, setClientId] = useState('')
  const [clientSecret, setClientSecret] = useState('')
  const begin = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/connections/oauth', {
        input: { connector: sheet.id, account, app: { clientId, clientSecret } },
      }),
    onSuccess: ({ authorize_url: url }) => location.assign(url),
  })
  return (
    <Card withBorder padding="md">
      <form
        onSubmit={event => {
          event.preventDefault()
          begin.mutate()
        }}
      >
        <Stack gap="md">
          {sheet.redirectUrl !== null && (
            <div>
              <Text size="sm" fw={500} mb={4}>
                {t('new.redirect')}
              </Text>
              <Group gap="xs">
                <Code style={{ overflowWrap: 'anywhere' }}>{sheet.redirectUrl}</Code>
                <CopyButton value={sheet.redirectUrl}>
                  {({ copied, copy }) => (
                    <Button size="compact-xs" variant="subtle" onClick={copy}>
                      {say(copied ? 'state.copied' : 'state.copy')}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            </div>
          )}
          <TextInput
            label={t('new.account')}
            description={t('new.account.says')}
            required
            autoComplete="off"
            value={account}
            onChange={event => setAccount(event.currentTarget.value)}
          />
          <TextInput
            label={t('new.clientId')}
            required
            autoComplete="off"
            value={clientId}
            onChange={event => setClientId(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('new.clientSecret')}
            required
            autoComplete="off"
            value={clientSecret}
            onChange={event => setClientSecret(event.currentTarget.value)}
          />
          <Wrong error={begin.error} />
          <Group gap="sm">
            <Button type="submit" loading={begin.isPending}>
              {t('new.onward', { title: sheet.title })}
            </Button>
            <Text size="sm" c="dimmed">
              {t('new.onward.says')}
            </Text>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
