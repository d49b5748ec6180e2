import { Box, Grid, SegmentedControl, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useParam } from '#console/kit/use-param.ts'
import { connectorsQuery, type Connector } from '../connections.ts'
import { own } from '../words/own.ts'
import { OAuthForm } from './oauth-form.tsx'
import { Scopes } from './scopes.tsx'
import { TokenForm } from './token-form.tsx'

/** Connects one platform, by a token or by authorising an app; beside it stands what it may do then. */
export function ConnectPage() {
  const t = own.use()
  const id = useParam('connector')
  const query = useQuery(connectorsQuery)
  return (
    <Read query={query}>
      {connectors => {
        const sheet = connectors.find(one => one.id === id)
        if (!sheet) return <ErrorPanel error={new Error(id)} />
        return (
          <>
            <PageHeader
              title={t('new.title', { title: sheet.title })}
              back={{ to: '/connections/new', says: t('new.back') }}
            />
            <Grid px="lg" pb="lg" gap="lg">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Ways sheet={sheet} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Scopes sheet={sheet} />
              </Grid.Col>
            </Grid>
          </>
        )
      }}
    </Read>
  )
}

function Ways({ sheet }: { readonly sheet: Connector }) {
  const t = own.use()
  const [{ by, then }, change] = useAddress()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const connected = async (made: { readonly id: string; readonly warnings: readonly string[] }) => {
    notifications.show({
      color: made.warnings.length === 0 ? 'teal' : 'orange',
      message: [t('new.done', { title: sheet.title }), ...made.warnings].join(' '),
    })
    await queries.invalidateQueries({ queryKey: ['connections'] })
    await navigate({ to: then === 'setup' ? '/setup' : `/connections/${made.id}` })
  }
  const isOAuth = sheet.byOAuth && by !== 'token'
  return (
    <Stack gap="md">
      {sheet.byOAuth && (
        <Box>
          <SegmentedControl
            aria-label={t('new.way')}
            value={isOAuth ? 'oauth' : 'token'}
            onChange={value => change({ by: value === 'token' ? value : undefined })}
            data={[
              { value: 'oauth', label: t('new.byOAuth') },
              { value: 'token', label: t('new.byToken') },
            ]}
          />
        </Box>
      )}
      {isOAuth ? <OAuthForm sheet={sheet} /> : <TokenForm sheet={sheet} onConnected={connected} />}
    </Stack>
  )
}
