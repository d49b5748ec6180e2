import { Anchor, Button, Group, Text } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { signInUrl } from '#console/api/session.ts'
import { Dialog } from '#console/kit/show/dialog.tsx'
import { own } from '#console/words/own.ts'

/** Stands before everything while the session is over. What was being written stays behind it, and goes on once somebody signs in. */
export function SignedOut() {
  const t = own.use()
  const queries = useQueryClient()
  const tryAgain = () => void queries.invalidateQueries()
  useWindowEvent('focus', tryAgain)
  return (
    <Dialog title={t('signedOut.title')} onClose={tryAgain}>
      <Text mb="lg">{t('signedOut.says')}</Text>
      <Group justify="space-between">
        <Anchor href={signInUrl()} target="_blank" fz="sm">
          {t('signedOut.there')}
        </Anchor>
        <Button component="a" href={signInUrl()} data-autofocus>
          {t('signedOut.here')}
        </Button>
      </Group>
    </Dialog>
  )
}
