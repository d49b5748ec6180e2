import { Alert, List, Text } from '@mantine/core'
import { isProblem } from '#console/api/problem.ts'
import { own } from './words/own.ts'

/** Why nothing was saved. */
export function NotSaved({ error }: { readonly error: Error }) {
  const t = own.use()
  const flaws = isProblem(error) ? (error.told.errors ?? []) : []
  return (
    <Alert color="red" role="alert" title={t('failed')}>
      <Text size="sm">{error.message}</Text>
      <List size="sm" my="xs">
        {flaws.map(({ pointer, message }) => (
          <List.Item key={pointer}>
            {pointer.slice(1)}: {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
