import { Switch, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Read } from '#console/kit/states/read.tsx'
import { useSureWrite } from '#console/kit/sure/use-sure-write.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { choicesQuery, kinds } from './notifications.ts'
import { own } from './words/own.ts'

/** Of what one wants to be told, event by event and where. A switch is kept at once. */
export function Choices() {
  const t = own.use()
  const query = useQuery(choicesQuery)
  const choose = useSureWrite({
    key: choicesQuery.queryKey,
    draw: (queries, app: Record<string, boolean>) =>
      queries.setQueryData(choicesQuery.queryKey, old => old && { ...old, ...app }),
    write: app => ask('PATCH', '/v1/notifications/choices', { input: { app } }),
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
                      onChange={event => choose({ [kind]: event.currentTarget.checked })}
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
