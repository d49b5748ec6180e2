import { Alert } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { own } from '#console/words/own.ts'

export function OfflineBanner() {
  const t = own.use()
  const { online } = useNetwork()
  return online ? null : (
    <Alert color="orange" role="status" radius={0} py="xs">
      {t('shell.offline')}
    </Alert>
  )
}
