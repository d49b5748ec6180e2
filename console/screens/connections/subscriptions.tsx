import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Read } from '#console/kit/states/read.tsx'
import { subscriptionsQuery, type Connection } from './connections.ts'
import { own } from './words/own.ts'

const colors = { stands: 'teal', missing: 'red', elsewhere: 'orange' } as const

/** What the platform tells us of, as it says itself: what does not stand comes first. */
export function Subscriptions({ one }: { readonly one: Connection }) {
  const t = own.use()
  const query = useQuery(subscriptionsQuery(one.id))
  return (
    <Read query={query}>
      {all => {
        const standing = all.filter(({ state }) => state === 'stands').length
        return (
          <Stack gap={6}>
            <Text size="sm">{t('hooks.stand', { standing, all: all.length })}</Text>
            {standing < all.length && (
              <Text size="sm" fw={600}>
                {t('hooks.mend')}
              </Text>
            )}
            <Stack component="ul" gap={4} p={0} m={0}>
              {all
                .toSorted((a, b) => Number(a.state === 'stands') - Number(b.state === 'stands'))
                .map(({ topic, state }) => (
                  <Group key={topic} component="li" justify="space-between" wrap="nowrap" gap="sm">
                    <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                      {topic}
                    </Text>
                    <Badge size="sm" color={colors[state]} style={{ flexShrink: 0 }}>
                      {t(`hooks.${state}`)}
                    </Badge>
                  </Group>
                ))}
            </Stack>
          </Stack>
        )
      }}
    </Read>
  )
}
