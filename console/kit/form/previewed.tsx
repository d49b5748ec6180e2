import { Alert, Stack, Text } from '@mantine/core'
import type { Answer } from '#console/api/client.ts'
import { Deed } from '#console/kit/show/deed.tsx'
import { useTold } from '#console/kit/told/told.ts'
import { own } from '#console/words/own.ts'

/** What a deed would change, cost and tell, read from the platform at this moment, and what the policy says to it. */
export function Previewed({ shown }: { readonly shown: Answer<'POST', '/v1/actions/:tool/preview'> }) {
  const t = own.use()
  const told = useTold()
  const { preview, policy } = shown
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {t('form.previewed')}: {preview.title}
      </Text>
      <Deed preview={preview} />
      {policy.is !== 'allow' && <Alert color="yellow">{told(policy.says)}</Alert>}
    </Stack>
  )
}
