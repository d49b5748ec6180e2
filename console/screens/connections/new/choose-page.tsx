import { Anchor, Box, Card, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { connectorsQuery } from '../connections.ts'
import { own } from '../words/own.ts'
import { kindOf } from './kind-of.ts'

/** Which platform is to be connected: shops first, for all else needs one. */
export function ChoosePage() {
  const t = own.use()
  const query = useQuery(connectorsQuery)
  return (
    <>
      <PageHeader title={t('choose.title')} back={{ to: '/connections', says: t('back') }} />
      <Box px="lg" pb="lg">
        <Text mb="md">{t('choose.says')}</Text>
        <Read query={query}>
          {connectors => (
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} component="ul" p={0} m={0}>
              {connectors.map(({ id, title, actions }) => (
                <Card key={id} component="li" withBorder padding="md" pos="relative">
                  <Anchor
                    component={Link}
                    to={`/connections/new/${id}`}
                    fw={650}
                    c="inherit"
                    className="whole"
                  >
                    {title}
                  </Anchor>
                  <Text size="sm" c="dimmed">
                    {t(`choose.kind.${kindOf(actions)}`)}
                  </Text>
                </Card>
              ))}
            </SimpleGrid>
          )}
        </Read>
      </Box>
    </>
  )
}
