import { Alert, Anchor, Group, List, Loader, Stack, ThemeIcon, Title } from '@mantine/core'
import { CheckIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { backorders, caseQuery } from '../cases.ts'
import { own } from './words/own.ts'

const patienceSeconds = 60

/** What comes of one order, from its arrival to the ticket; and where it stops, where to look. */
export function Story({ order }: { readonly order: string }) {
  const t = own.use()
  const isSlow = useSlowness()
  const found = useQuery({
    queryKey: ['backorders', 'cases', 'of', order],
    queryFn: async () => {
      const { cases } = await backorders.read('list_cases', { limit: 50 })
      return cases.find(one => one.orderName === order || one.order === order) ?? null
    },
    refetchInterval: 1000,
  })
  const one = found.data ?? undefined
  const whole = useQuery({
    ...caseQuery(one?.id ?? ''),
    enabled: one !== undefined,
    refetchInterval: 1000,
  })
  const ticket = whole.data?.tickets.find(({ url, ticket: id }) => url !== null || id !== null)
  const isShort = one !== undefined && one.status !== 'suspected' && one.status !== 'quiet'
  const lines = [
    { says: t('test.placed', { order }), isDone: true },
    ...(one === undefined ? [{ says: t('test.waits'), isDone: false }] : []),
    ...(one?.status === 'quiet' ? [{ says: t('test.covered'), isDone: true }] : []),
    ...(one?.status === 'suspected' ? [{ says: t('test.suspected'), isDone: false }] : []),
    ...(isShort ? [{ says: t('test.short', { subject: one.subject }), isDone: true }] : []),
    ...(isShort ? [{ says: t(ticket ? 'test.told' : 'test.telling'), isDone: ticket !== undefined }] : []),
  ]
  return (
    <Stack gap="sm" role="status">
      <Title order={3} size="h6">
        {t('test.story')}
      </Title>
      <List spacing={6} center>
        {lines.map(({ says, isDone }) => (
          <List.Item
            key={says}
            icon={
              isDone ? (
                <ThemeIcon size={20} radius="xl" color="teal" variant="light">
                  <CheckIcon size={12} />
                </ThemeIcon>
              ) : (
                <Loader size={18} />
              )
            }
          >
            {says}
          </List.Item>
        ))}
      </List>
      {isSlow && ticket === undefined && one?.status !== 'quiet' && (
        <Alert color="orange">{t('test.slow')}</Alert>
      )}
      {ticket && one && (
        <Group gap="md">
          <Anchor component={Link} to={`/backorders/${one.id}`}>
            {t('test.case')}
          </Anchor>
          {ticket.url !== null && (
            <Anchor href={ticket.url} target="_blank" rel="noreferrer">
              {t('test.ticket', { connector: ticket.connector })}
            </Anchor>
          )}
        </Group>
      )}
    </Stack>
  )
}

/** Whether it has taken longer than it should. */
function useSlowness(): boolean {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), patienceSeconds * 1000)
    return () => clearTimeout(timer)
  }, [])
  return isSlow
}
