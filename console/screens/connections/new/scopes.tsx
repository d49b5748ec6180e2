import { Card, Code, List, Stack, Text, Title } from '@mantine/core'
import type { Connector } from '../connections.ts'
import { own } from '../words/own.ts'

/** What a platform is asked to allow, each with its reason; before anybody grants it. */
export function Scopes({ sheet }: { readonly sheet: Connector }) {
  const t = own.use()
  const { scopes, actions } = sheet
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h5" mb={4}>
        {t('new.scopes')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(scopes.length > 0 ? 'new.scopes.says' : 'new.noScopes')}
      </Text>
      {scopes.length > 0 ? (
        <Stack gap="xs">
          {scopes.map(({ scope, says }) => (
            <div key={scope}>
              <Code>{scope}</Code>
              <Text size="sm">{says}</Text>
            </div>
          ))}
        </Stack>
      ) : (
        <List size="sm">
          {actions.map(action => (
            <List.Item key={action}>
              <Code>{action}</Code>
            </List.Item>
          ))}
        </List>
      )}
    </Card>
  )
}
