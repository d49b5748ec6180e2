import { Alert, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { DownloadIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { isForbidden } from '#console/api/problem.ts'
import { signInUrl } from '#console/api/session.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from './words/own.ts'

/** Everything to be taken along: asked for here, made by a worker, fetched within a day. */
export function Exports() {
  const t = own.use()
  const { number } = useFormats()
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['exports'],
    queryFn: async ({ signal }) => (await ask('GET', '/v1/exports', { signal })).data,
    meta: { kinds: ['export'] },
  })
  const begin = useMutation({
    mutationFn: () => ask('POST', '/v1/exports'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  })
  return (
    <Section title={t('export')} says={t('export.says')}>
      <Read query={query}>
        {exports => (
          <Stack gap="sm" align="start">
            {exports.map(({ id, state, rows, bytes, asked_at: at, expires_at: until }) => (
              <Group key={id} gap="xs">
                <Badge color={state === 'ready' ? 'teal' : 'blue'}>{t(`export.${state}`)}</Badge>
                <Text size="sm" c="dimmed" component="div">
                  {t('export.asked')} <Time at={at} />
                  {state === 'ready' && (
                    <>
                      {' · '}
                      {t('export.size', { rows: number(rows), kilobytes: number(Math.ceil(bytes / 1000)) })}
                      {' · '}
                      {t('export.until')} <Time at={until} exact />
                    </>
                  )}
                </Text>
                {state === 'ready' && (
                  <Button
                    component="a"
                    href={`/v1/exports/${id}/file`}
                    size="compact-sm"
                    variant="default"
                    leftSection={<DownloadIcon />}
                  >
                    {t('export.fetch')}
                  </Button>
                )}
              </Group>
            ))}
            {begin.isError && (
              <Alert color="red" role="alert" title={t('export.failed')}>
                {isForbidden(begin.error) ? (
                  <>
                    {t('export.stale')} <Anchor href={signInUrl()}>{t('export.signIn')}</Anchor>
                  </>
                ) : (
                  begin.error.message
                )}
              </Alert>
            )}
            <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
              {t('export.begin')}
            </Button>
          </Stack>
        )}
      </Read>
    </Section>
  )
}
