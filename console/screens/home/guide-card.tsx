import { Button, Card, Group, Progress, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '#console/api/client.ts'
import { SampleOffer } from '#console/kit/sample/sample-offer.tsx'
import { guideKept } from '#console/kit/guide/guide.ts'
import { own } from './words/own.ts'

/** Leads back to the guide, until all of it stands or somebody wants to see no more of it. */
export function GuideCard() {
  const t = own.use()
  const kept = guideKept.use()
  const { data } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => ask('GET', '/v1/setup', { signal }),
    meta: { kinds: ['connection', 'settings', 'write'] },
    enabled: kept === undefined,
  })
  if (kept !== undefined || !data) return null
  const done = [data.hasShop, data.hasChannel, data.hasSettings, data.hasTold].filter(Boolean).length
  if (done === 4) return null
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="guide">
      <Group justify="space-between" gap="md">
        <div style={{ flex: '1 1 16rem' }}>
          <Title id="guide" order={2} size="h5">
            {t('guide.title')}
          </Title>
          <Text size="sm" c="dimmed" mb={6}>
            {t('guide.says', { done })}
          </Text>
          <Progress value={done * 25} aria-label={t('guide.title')} />
        </div>
        <Group gap="xs">
          {!data.hasShop && <SampleOffer />}
          <Button component={Link} to="/setup">
            {t('guide.go')}
          </Button>
        </Group>
      </Group>
    </Card>
  )
}
