import { Anchor, Card, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fact, Facts } from '#console/kit/show/facts.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Allowance } from './allowance.tsx'
import { useConnector, type Connection } from './connections.ts'
import { Health } from './health.tsx'
import { own } from './words/own.ts'

/** One connected platform at a glance; what is wrong stands on it in words. */
export function ConnectionCard({ one }: { readonly one: Connection }) {
  const t = own.use()
  const sheet = useConnector(one.connector)
  return (
    <Card component="li" withBorder padding="md" style={{ listStyle: 'none' }}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div>
            <Anchor component={Link} to={`/connections/${one.id}`} fw={650} c="inherit">
              {one.title}
            </Anchor>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {sheet?.title ?? one.connector} · {one.external_id}
            </Text>
          </div>
          <Health one={one} />
        </Group>
        {one.health_says !== '' && <Text size="sm">{one.health_says}</Text>}
        <Facts>
          <LastEvent one={one} />
          {one.checked_at !== null && (
            <Fact name={t('card.checked')}>
              <Time at={one.checked_at} />
            </Fact>
          )}
        </Facts>
        <Allowance allowance={one.allowance} />
      </Stack>
    </Card>
  )
}

/** When its last webhook came; some platforms send none. */
export function LastEvent({ one }: { readonly one: Connection }) {
  const t = own.use()
  const sheet = useConnector(one.connector)
  const none = sheet?.takesWebhooks === false ? t('card.takesNone') : t('card.never')
  return (
    <Fact name={t('card.lastEvent')}>
      {one.last_event_at === null ? none : <Time at={one.last_event_at} />}
    </Fact>
  )
}
