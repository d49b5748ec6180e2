import { Badge, Box, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { Fact, Facts } from '#console/kit/show/facts.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { AskAdmin } from '#console/kit/states/ask-admin.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { useParam } from '#console/kit/use-param.ts'
import { Allowance } from './allowance.tsx'
import { LastEvent } from './connection-card.tsx'
import { connectionQuery, useConnector, type Connection } from './connections.ts'
import { Deeds } from './deeds/deeds.tsx'
import { Health } from './health.tsx'
import { History } from './history.tsx'
import { Subscriptions } from './subscriptions.tsx'
import { own } from './words/own.ts'

const grades = { gold: 'yellow', silver: 'gray', bronze: 'orange' } as const

/** One connection: how it does, what it may do, what happened, and all that can be done with it. */
export function ConnectionPage() {
  const t = own.use()
  const { can } = useAccount()
  const query = useQuery(connectionQuery(useParam('connection')))
  return (
    <Read query={query}>
      {one => (
        <>
          <PageHeader
            title={one.title}
            beside={<Health one={one} />}
            back={{ to: '/connections', says: t('back') }}
          >
            {can('connections:write') && <Deeds one={one} />}
          </PageHeader>
          <Box px="lg" pb="sm">
            {one.health_says !== '' && <Text fw={600}>{one.health_says}</Text>}
            {!can('connections:write') && (
              <>
                <Text c="dimmed">{t('do.may')}</Text>
                <AskAdmin />
              </>
            )}
          </Box>
          <Grid px="lg" pb="lg" gap="md">
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack>
                <Section title={t('part.facts')}>
                  <Known one={one} />
                </Section>
                <Section title={t('part.can')}>
                  <Abilities one={one} />
                </Section>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack>
                <Section title={t('part.history')}>
                  <History id={one.id} />
                </Section>
                <Webhooks one={one} />
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Read>
  )
}

function Known({ one }: { readonly one: Connection }) {
  const t = own.use()
  const times = [
    ['card.checked', one.checked_at],
    ['card.upkept', one.upkept_at],
    ['card.credentials', one.credentials_at],
    ['card.connected', one.created_at],
  ] as const
  return (
    <Stack gap={6}>
      <Facts>
        <Fact name={t('card.account')}>{one.external_id}</Fact>
        <GradeFact one={one} />
        <LastEvent one={one} />
        {times.map(([name, at]) =>
          at === null ? null : (
            <Fact key={name} name={t(name)}>
              <Time at={at} />
            </Fact>
          ),
        )}
      </Facts>
      <Allowance allowance={one.allowance} />
    </Stack>
  )
}

/** How much of the exam its connector passes. */
function GradeFact({ one }: { readonly one: Connection }) {
  const t = own.use()
  const grade = useConnector(one.connector)?.grade
  if (!grade) return null
  return (
    <Fact name={t('card.grade')}>
      <Badge color={grades[grade]} title={t(`grade.${grade}.says`)}>
        {t(`grade.${grade}`)}
      </Badge>
    </Fact>
  )
}

function Webhooks({ one }: { readonly one: Connection }) {
  const t = own.use()
  const sheet = useConnector(one.connector)
  if (!sheet?.takesWebhooks || one.status === 'revoked') return null
  return (
    <Section title={t('part.hooks')}>
      <Subscriptions one={one} />
    </Section>
  )
}

function Abilities({ one }: { readonly one: Connection }) {
  const t = own.use()
  const sheet = useConnector(one.connector)
  return (
    <Stack gap="sm">
      <Group gap={6}>
        {sheet?.actions.map(action => (
          <Badge key={action} variant="default" title={action}>
            {wordsOf(action.split('.').at(-1) ?? action)}
          </Badge>
        ))}
      </Group>
      {one.scopes.length > 0 && (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t('card.scopes')}
          </Text>
          <Group gap={6}>
            {one.scopes.map(scope => (
              <Badge key={scope} color="gray" size="sm">
                {scope}
              </Badge>
            ))}
          </Group>
        </div>
      )}
    </Stack>
  )
}
