import { Box, Button, SimpleGrid } from '@mantine/core'
import { PlugIcon, PlusIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAccount } from '#console/api/account.ts'
import { useListed } from '#console/kit/command/listed.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { AskAdmin } from '#console/kit/states/ask-admin.tsx'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { askConnections, connectionsQuery } from './connections.ts'
import { own } from './words/own.ts'

/** What is connected, and how each of it does. */
export function ConnectionsPage() {
  const t = own.use()
  const { can } = useAccount()
  const query = useQuery(connectionsQuery)
  useListed(askConnections)
  const connect = can('connections:write') && (
    <Button component={Link} to="/connections/new" leftSection={<PlusIcon />}>
      {t('list.new')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')}>{connect}</PageHeader>
      <Box px="lg" pb="lg">
        <Read query={query}>
          {connections =>
            connections.length === 0 ? (
              <EmptyState icon={PlugIcon} title={t('list.none')} says={t('list.none.says')}>
                {connect || <AskAdmin />}
              </EmptyState>
            ) : (
              <SimpleGrid
                cols={{ base: 1, sm: 2, lg: 3 }}
                component="ul"
                p={0}
                m={0}
                aria-label={t('list.label')}
              >
                {connections.map(one => (
                  <ConnectionCard key={one.id} one={one} />
                ))}
              </SimpleGrid>
            )
          }
        </Read>
      </Box>
    </>
  )
}
