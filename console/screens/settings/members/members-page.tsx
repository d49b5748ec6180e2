import { Badge, Card, Code, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { useListed } from '#console/kit/command/listed.ts'
import { askMembers, membersQuery } from '#console/api/members.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { Together } from '#console/kit/states/together.tsx'
import { SecretOnce } from '../secret-once.tsx'
import { own } from '../words/own.ts'
import { AddMember } from './add-member.tsx'
import { MemberMenu } from './member-menu.tsx'
import { Sessions } from './sessions.tsx'

/** Who belongs to the team, what each role may do, and where one is signed in oneself. */
export function MembersPage() {
  const t = own.use()
  const { can, caller } = useAccount()
  const [link, setLink] = useState<string>()
  const mayWrite = can('members:write')
  const members = useQuery(membersQuery)
  useListed(askMembers)
  return (
    <>
      <PageHeader title={t('place.members')} back={{ to: '/settings', says: t('title') }}>
        {mayWrite && <AddMember onMade={setLink} />}
      </PageHeader>
      <Together keys={[membersQuery.queryKey, ['sessions'], ['roles']]}>
        <Stack px="lg" pb="lg" maw={920}>
          <Read query={members}>
            {found => (
              <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                {found.map(one => (
                  <Card key={one.id} withBorder padding="sm" component="li">
                    <Group justify="space-between" gap="xs">
                      <div style={{ minWidth: 0 }}>
                        <Group gap="xs">
                          <Text fw={600}>{one.name || one.email}</Text>
                          <Badge>{t(`role.${one.role}`)}</Badge>
                          {one.id === caller.id && <Badge color="gray">{t('members.you')}</Badge>}
                        </Group>
                        <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
                          {one.email} · {t('members.since')} <Time at={one.createdAt} />
                        </Text>
                      </div>
                      {mayWrite && one.id !== caller.id && <MemberMenu member={one} onLink={setLink} />}
                    </Group>
                  </Card>
                ))}
              </Stack>
            )}
          </Read>
          <Sessions />
          <Roles />
        </Stack>
      </Together>
      <SecretOnce
        title={t('members.link')}
        says={t('members.link.says')}
        secret={link}
        onClose={() => setLink(undefined)}
      />
    </>
  )
}

function Roles() {
  const t = own.use()
  const query = useQuery({
    queryKey: ['roles'],
    queryFn: async ({ signal }) => (await ask('GET', '/v1/roles', { signal })).data,
    staleTime: Infinity,
  })
  return (
    <Section title={t('roles')} says={t('roles.says')}>
      <Read query={query}>
        {roles => (
          <Stack>
            {roles.map(({ name, permissions }) => (
              <div key={name}>
                <Text fw={600} size="sm" mb={4}>
                  {t(`role.${name}`)}
                </Text>
                <Group gap={4}>
                  {permissions.map(word => (
                    <Code key={word}>{word}</Code>
                  ))}
                </Group>
              </div>
            ))}
          </Stack>
        )}
      </Read>
    </Section>
  )
}
