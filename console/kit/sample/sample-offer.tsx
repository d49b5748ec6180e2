import { Button } from '@mantine/core'
import { BeakerIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { own } from '#console/words/own.ts'
import { sampleQuery, useSample } from './sample.ts'

/** Where nothing stands yet: one click that fills the house with a small shop to look around in. Nothing where there is none to be had. */
export function SampleOffer() {
  const t = own.use()
  const { can } = useAccount()
  const mayBring = can('connections:write')
  const { data } = useQuery({ ...sampleQuery, enabled: mayBring })
  const { bring } = useSample()
  if (!mayBring || !data?.is_offered || data.is_in) return null
  return (
    <Button
      variant="default"
      leftSection={<BeakerIcon />}
      loading={bring.isPending}
      onClick={() => bring.mutate()}
    >
      {t('sample.bring')}
    </Button>
  )
}
