import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { guideKept } from '#console/kit/guide/guide.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { backorders } from '../cases.ts'
import { own } from './words/own.ts'

/** Says first what it would bring, then watches all orders. */
export function LiveStep({ isLive }: { readonly isLive: boolean }) {
  const t = own.use()
  const queries = useQueryClient()
  const impact = useQuery({
    queryKey: ['backorders', 'impact'],
    queryFn: () => backorders.read('preview_impact', { days: 30 }),
    enabled: !isLive,
  })
  const goLive = useMutation({
    mutationFn: async () => {
      await backorders.perform('change_settings', { change: { isOn: true } })
      return backorders.perform('scan_orders', {})
    },
    onSuccess: () => {
      guideKept.set('live')
      return queries.invalidateQueries({ queryKey: ['setup'] })
    },
  })
  if (isLive)
    return (
      <Button component={Link} to="/">
        {t('live.home')}
      </Button>
    )
  return (
    <Stack gap="md">
      <Text role="status">
        {impact.data && t('live.impact', { count: impact.data.count, orders: impact.data.orders })}
        {impact.isError && impact.error.message}
        {impact.isPending && t('live.looking')}
      </Text>
      <Failed error={goLive.error} title={t('live.failed')} />
      <Group>
        <Button loading={goLive.isPending} onClick={() => goLive.mutate()}>
          {t('live.go')}
        </Button>
      </Group>
    </Stack>
  )
}
