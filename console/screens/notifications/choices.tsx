import { Box, Checkbox, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Read } from '#console/kit/states/read.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { ChannelNotes, shutBy } from './channel-notes.tsx'
import { choicesQuery, kinds, type ChoicesNow } from './notifications.ts'
import classes from './notifications.module.css'
import { Quiet } from './quiet.tsx'
import { useChoosing, type Channel } from './use-choosing.ts'
import { own } from './words/own.ts'

const channels: readonly Channel[] = ['app', 'mail', 'chat']

/** Of what one wants to be told, event by event and where. Each tick is kept at once. */
export function Choices() {
  const query = useQuery(choicesQuery)
  return (
    <Read query={query}>
      {choices => (
        <Box px="lg" pb="xl" className={classes['choices'] ?? ''}>
          <Quiet choices={choices} />
          <ChannelNotes choices={choices} />
          <Matrix choices={choices} />
        </Box>
      )}
    </Read>
  )
}

function Matrix({ choices }: { readonly choices: ChoicesNow }) {
  const t = own.use()
  const { can } = useAccount()
  const { tick } = useChoosing()
  return (
    <Table verticalSpacing="xs" horizontalSpacing="xs" w="auto" className={classes['matrix'] ?? ''}>
      <Table.Caption className={classes['caption'] ?? ''}>
        <Text size="sm">{t('choices.says')}</Text>
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('choices.event')}</Table.Th>
          {channels.map(channel => (
            <Table.Th key={channel} ta="center">
              {t(`channel.${channel}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {Object.keys(choices.app).map(kind => {
          const says = isOneOf(kinds, kind) ? t(`kind.${kind}`) : wordsOf(kind)
          return (
            <Table.Tr key={kind}>
              <Table.Th scope="row" fw={500}>
                {says}
              </Table.Th>
              {channels.map(channel => {
                const shut = shutBy(choices, channel, can('settings:write'))
                return (
                  <Table.Td key={channel}>
                    <Checkbox
                      className={classes['tick'] ?? ''}
                      aria-label={`${says}: ${t(`channel.${channel}`)}`}
                      checked={choices[channel][kind] ?? false}
                      disabled={shut !== undefined}
                      {...(shut !== undefined && { 'aria-describedby': `shut-${channel}` })}
                      onChange={event => tick({ channel, kind, isWanted: event.currentTarget.checked })}
                    />
                  </Table.Td>
                )
              })}
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
