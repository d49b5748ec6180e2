import { Alert, Button, List, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { isProblem } from '#console/api/problem.ts'
import { own } from './words/own.ts'

/** Why nothing was saved. Where somebody else saved meanwhile, what they changed, and the way on: nobody's work is overwritten unseen. */
export function NotSaved({ error, onRead }: { readonly error: Error; onRead(): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const flaws = isProblem(error) ? (error.told.errors ?? []) : []
  const isStale = isProblem(error) && error.told.code === 'conflict'
  return (
    <Alert color={isStale ? 'orange' : 'red'} role="alert" title={t(isStale ? 'stale' : 'failed')}>
      <Text size="sm">{error.message}</Text>
      <List size="sm" my="xs">
        {flaws.map(({ pointer, message }) => (
          <List.Item key={pointer}>
            {pointer.slice(1)}: {message}
          </List.Item>
        ))}
      </List>
      {isStale && (
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            onRead()
            void queries.invalidateQueries({ queryKey: ['backorders', 'settings'] })
          }}
        >
          {t('stale.read')}
        </Button>
      )}
    </Alert>
  )
}
