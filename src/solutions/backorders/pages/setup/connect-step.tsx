import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '#console/api/client.ts'
import { Read } from '#console/kit/states/read.tsx'
import { connectorsQuery, type Connector } from '#console/screens/connections/connections.ts'
import { kindOf } from '#console/screens/connections/new/kind-of.ts'
import { Wrong } from '#console/screens/connections/new/wrong.tsx'
import type { Progress } from './setup.ts'
import { own } from './words/own.ts'

const kinds = { shop: ['shop'], channel: ['helpdesk', 'chat', 'mail'] } as const

/** Connects a shop, or a place where people are told: a real one by its own form, or a simulated one to practise on. */
export function ConnectStep({
  of,
  progress,
  onDone,
}: {
  readonly of: keyof typeof kinds
  readonly progress: Progress
  onDone(): void
}) {
  const t = own.use()
  const query = useQuery(connectorsQuery)
  return (
    <Read query={query}>
      {connectors => {
        const fit = connectors.filter(({ actions }) => kinds[of].some(kind => kind === kindOf(actions)))
        return (
          <Stack gap="md">
            <div>
              <Text size="sm" fw={600} mb={6}>
                {t('choose.which')}
              </Text>
              <Group gap="sm">
                {fit.map(({ id, title }) => (
                  <Button
                    key={id}
                    component={Link}
                    to={`/connections/new/${id}?then=setup`}
                    variant="default"
                  >
                    {title}
                  </Button>
                ))}
              </Group>
            </div>
            {fit
              .filter(({ id }) => progress.practice.includes(id))
              .map(sheet => (
                <Practise key={sheet.id} sheet={sheet} onDone={onDone} />
              ))}
          </Stack>
        )
      }}
    </Read>
  )
}

function Practise({ sheet, onDone }: { readonly sheet: Connector; onDone(): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const connect = useMutation({
    mutationFn: () => ask('POST', '/v1/practice/connections', { input: { connector: sheet.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['setup'] })
      await queries.invalidateQueries({ queryKey: ['connections'] })
      onDone()
    },
  })
  return (
    <Stack gap={6} align="start">
      <Text size="sm" c="dimmed">
        {t('connect.practice.says')}
      </Text>
      <Button loading={connect.isPending} onClick={() => connect.mutate()}>
        {t('connect.practice', { title: sheet.title })}
      </Button>
      <Wrong error={connect.error} />
    </Stack>
  )
}
