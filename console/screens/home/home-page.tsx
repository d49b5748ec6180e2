import { Box, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { CheckCircleIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useFormats } from '#console/kit/words/formats.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { GuideCard } from './guide-card.tsx'
import { NeedCard } from './need-card.tsx'
import { homeQuery, type Tally } from './needs.ts'
import { own } from './words/own.ts'

/** What needs a person now, each number leading to the list that shows just these; then what the day came to. */
export function HomePage() {
  const t = own.use()
  const { caller, can } = useAccount()
  const { zone } = useFormats()
  const query = useQuery(homeQuery(zone))
  return (
    <>
      <PageHeader title={t('welcome', { name: caller.name })} />
      <Box px="lg" pb="lg">
        <Read query={query}>
          {({ needs, today, most_counted: most }) => (
            <Stack gap="lg">
              {can('connections:write') && <GuideCard />}
              <Needs needs={needs.filter(({ count }) => count > 0)} most={most} />
              <Today figures={today} />
            </Stack>
          )}
        </Read>
      </Box>
    </>
  )
}

function Needs({ needs, most }: { readonly needs: readonly Tally[]; readonly most: number }) {
  const t = own.use()
  if (needs.length === 0)
    return <EmptyState icon={CheckCircleIcon} title={t('nothing')} says={t('nothing.says')} />
  return (
    <section aria-labelledby="needs">
      <Title id="needs" order={2} size="h5" mb="sm">
        {t('needs')}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        {needs.map(need => (
          <NeedCard key={need.name} need={need} most={most} />
        ))}
      </SimpleGrid>
    </section>
  )
}

const known = { events_told: 1, writes_done: 1, cases_opened: 1, cases_closed: 1 } as const

function Today({ figures }: { readonly figures: readonly Tally[] }) {
  const t = own.use()
  const { number } = useFormats()
  return (
    <section aria-labelledby="today">
      <Title id="today" order={2} size="h5" mb="sm">
        {t('today')}
      </Title>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
        {figures.map(({ name, count }) => (
          <Card key={name} withBorder padding="md">
            <Text size="sm" c="dimmed">
              {isOneOf(known, name) ? t(`today.${name}`) : wordsOf(name)}
            </Text>
            <Text fz={24} fw={700} className="tabular">
              {number(count)}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
    </section>
  )
}
