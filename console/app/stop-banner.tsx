import { Alert, Anchor } from '@mantine/core'
import { StopIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAccount } from '#console/api/account.ts'
import { stopsQuery } from '#console/api/stops.ts'
import { own } from '#console/words/own.ts'

/** While something is stopped, every screen says so: else people wonder why nothing happens. */
export function StopBanner() {
  const t = own.use()
  const { can } = useAccount()
  const { data } = useQuery({ ...stopsQuery, enabled: can('policies:read') })
  const stops = data?.data ?? []
  const whole = stops.find(({ what }) => what === 'everything') ?? stops.find(({ what }) => what === 'writes')
  if (stops.length === 0) return null
  return (
    <Alert
      color="red"
      role="status"
      radius={0}
      py="xs"
      icon={<StopIcon />}
      title={
        whole
          ? t(`stop.${whole.what === 'everything' ? 'everything' : 'writes'}`)
          : t('stop.some', { count: stops.length })
      }
    >
      {(whole ?? stops[0])?.because}{' '}
      <Anchor component={Link} to="/settings/policies" c="inherit" td="underline" fz="sm">
        {t('stop.see')}
      </Anchor>
    </Alert>
  )
}
