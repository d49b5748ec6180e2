import { Badge, Code, Stack, Table } from '@mantine/core'
import { CheckIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { Together } from '#console/kit/states/together.tsx'
import { Exports } from './exports.tsx'
import { Requests } from './requests.tsx'
import { Retention } from './retention.tsx'
import { own } from './words/own.ts'

/** What is held of people, for how long, and what they asked. */
export function PrivacyPage() {
  const t = own.use()
  const { can } = useAccount()
  const mayRead = can('settings:read')
  const keys = [
    ['privacy', 'requests'],
    ...(mayRead ? [['privacy', 'settings']] : []),
    ['exports'],
    ['privacy', 'map'],
  ]
  return (
    <>
      <PageHeader title={t('title')} back={{ to: '/settings', says: t('back') }} />
      <Together keys={keys}>
        <Stack px="lg" pb="lg" maw={1080}>
          <Requests />
          {mayRead && <Retention />}
          <Exports />
          <Held />
        </Stack>
      </Together>
    </>
  )
}

function Held() {
  const t = own.use()
  const query = useQuery({
    queryKey: ['privacy', 'map'],
    queryFn: async ({ signal }) => (await ask('GET', '/v1/privacy/map', { signal })).data,
    staleTime: Infinity,
  })
  return (
    <Section title={t('map')}>
      <Read query={query}>
        {tables => (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('map.table')}</Table.Th>
                  <Table.Th>{t('map.holds')}</Table.Th>
                  <Table.Th>{t('map.kept')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tables.map(({ table, holds, kept, erased_on_request }) => (
                  <Table.Tr key={table}>
                    <Table.Td>
                      <Code>{table}</Code>
                    </Table.Td>
                    <Table.Td>
                      {holds}{' '}
                      {erased_on_request && (
                        <Badge color="teal" leftSection={<CheckIcon size={12} />}>
                          {t('map.erased')}
                        </Badge>
                      )}
                    </Table.Td>
                    <Table.Td>{kept}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Read>
    </Section>
  )
}
