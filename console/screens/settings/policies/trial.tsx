import { Alert, Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '../words/own.ts'

const actors = { member: 0, key: 0, solution: 0, system: 0 } as const
const risks = { read: 0, personal: 0, internal: 0, customer: 0, money: 0, irreversible: 0 } as const
const colors = { allow: 'teal', approve: 'orange', deny: 'red' } as const

/** Asks the policy about a deed that nobody does. */
export function Trial() {
  const t = own.use()
  const tools = useQuery({
    queryKey: ['actions', 'names'],
    queryFn: async () => (await ask('GET', '/v1/actions')).data,
  })
  const [tool, setTool] = useState<string | null>(null)
  const [actor, setActor] = useState<keyof typeof actors>('member')
  const [amount, setAmount] = useState<number>()
  const [isTainted, setTainted] = useState(false)
  const trial = useMutation({
    mutationFn: (asked: string) => {
      const risk = tools.data?.find(({ name }) => name === asked)?.risk
      return ask('POST', '/v1/policies/test', {
        input: {
          asks: {
            tool: asked,
            risk: risk !== undefined && isOneOf(risks, risk) ? risk : 'read',
            actor,
            tainted: isTainted,
            ...(amount !== undefined && { money: { minor: Math.round(amount * 100), currency: 'EUR' } }),
          },
        },
      })
    },
  })
  const told = trial.data
  return (
    <Section title={t('trial')} says={t('trial.says')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (tool !== null) trial.mutate(tool)
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <Select
              label={t('trial.tool')}
              required
              searchable
              value={tool}
              data={tools.data?.map(({ name }) => name) ?? []}
              onChange={setTool}
            />
            <Select
              label={t('trial.by')}
              value={actor}
              allowDeselect={false}
              data={Object.keys(actors).map(value => ({
                value,
                label: isOneOf(actors, value) ? t(`actor.${value}`) : value,
              }))}
              onChange={value => value !== null && isOneOf(actors, value) && setActor(value)}
            />
            <NumberInput
              label={t('trial.money')}
              min={0}
              decimalScale={2}
              suffix=" EUR"
              value={amount ?? ''}
              onChange={value => setAmount(typeof value === 'number' ? value : undefined)}
            />
          </SimpleGrid>
          <Switch
            label={t('trial.tainted')}
            description={t('trial.tainted.says')}
            checked={isTainted}
            onChange={event => setTainted(event.currentTarget.checked)}
          />
          <Group>
            <Button type="submit" variant="default" loading={trial.isPending} disabled={tool === null}>
              {t('trial.ask')}
            </Button>
          </Group>
          {told && (
            <Alert color={colors[told.is]} title={t(`verdict.${told.is}`)} role="status">
              {told.says} ({told.rule})
            </Alert>
          )}
          <Failed error={trial.error} />
        </Stack>
      </form>
    </Section>
  )
}
