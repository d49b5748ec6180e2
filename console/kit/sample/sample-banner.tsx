import { Alert, Button, Group, Text } from '@mantine/core'
import { BeakerIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { sampleQuery, useSample } from './sample.ts'
import { own } from '#console/words/own.ts'

/** While sample data is in, every screen says so, with the one click that takes it out. */
export function SampleBanner() {
  const t = own.use()
  const { can } = useAccount()
  const { data } = useQuery({ ...sampleQuery, enabled: can('connections:read') })
  const { take } = useSample()
  if (!data?.is_in) return null
  return (
    <Alert color="indigo" role="status" radius={0} py="xs" icon={<BeakerIcon />}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('sample.isIn')}</Text>
        {can('connections:write') && (
          <Button size="compact-sm" variant="default" loading={take.isPending} onClick={() => take.mutate()}>
            {t('sample.take')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
