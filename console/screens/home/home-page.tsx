import { Box, SimpleGrid, Title } from '@mantine/core'
import { CheckCircleIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { NeedCard } from './need-card.tsx'
import { needsQuery } from './needs.ts'
import { own } from './words/own.ts'

/** What needs a person now, each number leading to the list that shows just these. */
export function HomePage() {
  const t = own.use()
  const { caller, can } = useAccount()
  const query = useQuery(needsQuery(can))
  return (
    <>
      <PageHeader title={t('welcome', { name: caller.name })} />
      <Box px="lg" pb="lg">
        <Read query={query}>
          {needs => {
            const some = needs.filter(({ count }) => count > 0)
            if (some.length === 0)
              return <EmptyState icon={CheckCircleIcon} title={t('nothing')} says={t('nothing.says')} />
            return (
              <section aria-labelledby="needs">
                <Title id="needs" order={2} size="h5" mb="sm">
                  {t('needs')}
                </Title>
                <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
                  {some.map(need => (
                    <NeedCard key={need.name} need={need} />
                  ))}
                </SimpleGrid>
              </section>
            )
          }}
        </Read>
      </Box>
    </>
  )
}
