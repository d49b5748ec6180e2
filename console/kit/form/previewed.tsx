import { Alert, Group, Stack, Text } from '@mantine/core'
import type { Answer } from '#console/api/client.ts'
import { Diff } from '#console/kit/show/diff.tsx'
import { Money } from '#console/kit/show/money.tsx'
import { own } from '#console/words/own.ts'

/** What a deed would change, cost and tell, read from the platform at this moment. */
export function Previewed({ shown }: { readonly shown: Answer<'POST', '/v1/actions/:tool/preview'> }) {
  const t = own.use()
  const { preview, policy } = shown
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {t('form.previewed')}: {preview.title}
      </Text>
      {preview.changes.length > 0 && <Diff changes={preview.changes} />}
      {preview.money && (
        <Group justify="space-between">
          <Text size="sm">{t('form.money')}</Text>
          <Text fw={700}>
            <Money minor={preview.money.minor} currency={preview.money.currency} />
          </Text>
        </Group>
      )}
      {preview.recipients && preview.recipients.length > 0 && (
        <Text size="sm">
          {t('form.tells')}: {preview.recipients.join(', ')}
        </Text>
      )}
      {preview.irreversible && preview.irreversible.length > 0 && (
        <Alert color="red" title={t('form.irreversible')}>
          {preview.irreversible.join(' ')}
        </Alert>
      )}
      {policy.is !== 'allow' && <Alert color="yellow">{policy.says}</Alert>}
    </Stack>
  )
}
