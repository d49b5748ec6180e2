import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { own } from '../words/own.ts'

/** Where one is signed in oneself, and the way to end what one does not know. */
export function Sessions() {
  const t = own.use()
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await ask('GET', '/v1/sessions', { signal })).data,
  })
  const end = useMutation({
    mutationFn: (session: string) => ask('DELETE', '/v1/sessions/:session', { params: { session } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <Section
      title={t('sessions')}
      says={t('sessions.says')}
      beside={
        <Anchor href="/security" fz="sm">
          {t('place.security')}
        </Anchor>
      }
    >
      <Read query={query}>
        {sessions => (
          <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {sessions.map(({ id, created_at, seen_at, is_this }) => (
              <Group key={id} component="li" justify="space-between" gap="xs">
                <Text size="sm" component="div">
                  {t('sessions.began')} <Time at={created_at} exact /> · {t('sessions.seen')}{' '}
                  <Time at={seen_at} />
                </Text>
                {is_this ? (
                  <Badge>{t('sessions.this')}</Badge>
                ) : (
                  <Button size="xs" variant="default" disabled={end.isPending} onClick={() => end.mutate(id)}>
                    {t('sessions.end')}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </Read>
    </Section>
  )
}
