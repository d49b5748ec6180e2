import { Badge, Code, Group, Stack, Table, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { WhoElse } from '#console/kit/presence/who-else.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useTold } from '#console/kit/told/told.ts'
import { own } from '../words/own.ts'
import { Caps } from './caps.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import { Stops } from './stops.tsx'
import { Trial } from './trial.tsx'

const policyQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => ask('GET', '/v1/policies', { signal }),
  meta: { kinds: ['policy'] },
})

/** What may be done at once, what asks a person, how often, and what is stopped. */
export function PoliciesPage() {
  const t = own.use()
  const query = useQuery(policyQuery)
  return (
    <>
      <PageHeader
        title={t('place.policies')}
        back={{ to: '/settings', says: t('title') }}
        beside={<WhoElse what="settings" id="policies" />}
      />
      <Stack px="lg" pb="lg" maw={1080}>
        <Stops />
        <Read query={query}>
          {policy => (
            <>
              <Rules policy={policy} />
              <Caps />
              <Trial />
              <PolicyEditor version={policy.version} policy={policy.policy} />
              <Versions policy={policy} />
            </>
          )}
        </Read>
      </Stack>
    </>
  )
}

type Policy = Answer<'GET', '/v1/policies'>

function Rules({ policy }: { readonly policy: Policy }) {
  const t = own.use()
  const told = useTold()
  return (
    <Section
      title={t('rules')}
      says={t('rules.says')}
      beside={
        <Badge>{policy.version === 0 ? t('version.none') : t('version', { version: policy.version })}</Badge>
      }
    >
      <Stack gap={6} component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {policy.says
          .filter(({ name }) => !name.startsWith('cap '))
          .map(({ name, says }) => (
            <Group key={name} component="li" gap="sm" wrap="nowrap" align="baseline">
              <Code style={{ flex: 'none' }}>{name}</Code>
              <Text size="sm">{told(says)}</Text>
            </Group>
          ))}
      </Stack>
    </Section>
  )
}

function Versions({ policy }: { readonly policy: Policy }) {
  const t = own.use()
  if (policy.data.length === 0) return null
  return (
    <Section title={t('versions')}>
      <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('versions.number')}</Table.Th>
              <Table.Th>{t('versions.why')}</Table.Th>
              <Table.Th>{t('versions.when')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {policy.data.map(({ version, reason, made_at }) => (
              <Table.Tr key={version}>
                <Table.Td className="tabular">{version}</Table.Td>
                <Table.Td>{reason}</Table.Td>
                <Table.Td>
                  <Time at={made_at} exact />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}
