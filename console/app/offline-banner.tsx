import { Alert } from '@mantine/core'
import { useDebouncedValue, useNetwork } from '@mantine/hooks'
import { own } from '#console/words/own.ts'
import { useLive } from './use-live.ts'

/** Says that what stands here may be old; not for a moment's silence. */
export function OfflineBanner() {
  const t = own.use()
  const { online } = useNetwork()
  const isLive = useLive()
  const [isSettled] = useDebouncedValue(isLive, 5000)
  if (online && (isLive || isSettled)) return null
  return (
    <Alert color="orange" role="status" radius={0} py="xs">
      {t(online ? 'live.away' : 'shell.offline')}
    </Alert>
  )
}
