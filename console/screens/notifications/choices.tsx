import { Switch, Table, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Read } from '#console/kit/states/read.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { choicesQuery, kinds } from './notifications.ts'
import { own } from './words/own.ts'

/** Of what one wants to be told, event by event and where. A switch is kept at once. */
export function Choices() {
  const t = own.use()
  const queries = useQueryClient()
  const query = useQuery(choicesQuery)
  const choose = useMutation({
    mutationFn: (app: Record<string, boolean>) =>
      ask('PATCH', '/v1/notifications/choices', { input: { app } }),
    onMutate: app => {
      const before = queries.getQueryData(choicesQuery.queryKey)
      queries.setQueryData(choicesQuery.queryKey, old => old && { ...old, ...app })
      return before
    },
    onError: (error, _app, before) => {
      queries.setQueryData(choicesQuery.queryKey, before)
      notifications.show({ color: 'red', message: error.message })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  })
  return (
    <Read query={query}>
      {choices => (
        <Table maw={640} mx="lg" verticalSpacing="xs" w="auto">
          <Table.Caption>
            <Text size="sm">{t('choices.says')}</Text>
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('choices.event')}</Table.Th>
              <Table.Th>{t('choices.app')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(choices).map(([kind, isWanted]) => {
              const says = isOneOf(kinds, kind) ? t(`kind.${kind}`) : wordsOf(kind)
              return (
                <Table.Tr key={kind}>
                  <Table.Th scope="row" fw={500}>
                    {says}
                  </Table.Th>
                  <Table.Td>
                    <Switch
                      aria-label={`${says}: ${t('choices.app')}`}
                      checked={isWanted}
                      onChange={event => choose.mutate({ [kind]: event.currentTarget.checked })}
                    />
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
    </Read>
  )
}
