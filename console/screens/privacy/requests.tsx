import { Badge, Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useList } from '#console/kit/table/use-list.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { own } from './words/own.ts'

/** What customers and shops asked for through their platform, and what came of it. */
export function Requests() {
  const t = own.use()
  const [{ request }, change] = useAddress()
  const list = useList(
    ['privacy', 'requests'],
    (cursor, via) => via('GET', '/v1/privacy/requests', { input: { cursor } }),
    ['privacy_request'],
  )
  return (
    <Section title={t('requests')} says={t('requests.says')}>
      {list.rows.length === 0 && !list.isLoading && (
        <Text size="sm" role="status">
          {t('requests.none')}
        </Text>
      )}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {list.rows.map(one => (
          <Group key={one.id} component="li" justify="space-between" gap="xs">
            <Group gap="xs">
              <Badge color={one.state === 'done' ? 'teal' : 'orange'}>{t(`requests.${one.state}`)}</Badge>
              <Text fw={600} size="sm">
                {wordsOf(one.kind)}
              </Text>
              <Text size="sm" c="dimmed" component="div">
                {one.shop} · {t('requests.asked')} <Time at={one.asked_at} /> ·{' '}
                {t(one.done_at === null ? 'requests.due' : 'requests.ended')}{' '}
                <Time at={one.done_at ?? one.due_at} exact />
              </Text>
            </Group>
            {one.state === 'done' && (
              <Button size="xs" variant="default" onClick={() => change({ request: one.id })}>
                {t('requests.report')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {list.hasMore && (
        <Button mt="sm" variant="default" loading={list.isLoadingMore} onClick={list.more}>
          {t('more')}
        </Button>
      )}
      <Modal
        opened={request !== undefined}
        onClose={() => change({ request: undefined })}
        title={t('requests.report')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {request !== undefined && <Report request={request} />}
      </Modal>
    </Section>
  )
}

function Report({ request }: { readonly request: string }) {
  const query = useQuery({
    queryKey: ['privacy', 'request', request],
    queryFn: ({ signal }) => ask('GET', '/v1/privacy/requests/:request', { params: { request }, signal }),
  })
  return (
    <Read query={query}>
      {found => (
        <Code block tabIndex={0}>
          {JSON.stringify(found.report ?? null, null, 2)}
        </Code>
      )}
    </Read>
  )
}
