import { Button, Card, Fieldset, Radio, Stack, Text, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { Fields } from '#console/kit/form/fields.tsx'
import { readValues, type Values } from '#console/kit/form/values.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { outputQuery, titleOf, type Write } from './writes.ts'
import { own } from './words/own.ts'

const outcomes = ['happened', 'did_not_happen', 'look_again'] as const
type Outcome = (typeof outcomes)[number]

/** What a person found at the platform. Nothing is chosen beforehand: this is the one place where a guess does harm. */
export function Settle({ one, onSettled }: { readonly one: Write; onSettled(): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<Outcome>()
  const [reason, setReason] = useState('')
  const [values, setValues] = useState<Values>({})
  const { data: output } = useQuery({ ...outputQuery(one.tool), enabled: outcome === 'happened' })
  const fields = Object.entries(output?.properties ?? {})
  const settle = useMutation({
    mutationFn: (chosen: Outcome) =>
      ask('POST', '/v1/intents/:intent/settle', {
        params: { intent: one.id },
        input: {
          outcome: chosen,
          reason,
          ...(chosen === 'happened' && { output: asJson(readValues(fields, values)) }),
        },
      }),
    onSuccess: async () => {
      notifications.show({ message: t('settle.done', { title: titleOf(one) }) })
      onSettled()
      await queries.invalidateQueries({ queryKey: ['writes'] })
    },
  })
  const { error } = settle
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="settle">
      <Title id="settle" order={3} size="h5">
        {t('settle.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settle.says')}
      </Text>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (outcome) settle.mutate(outcome)
        }}
      >
        <Stack gap="md">
          <Radio.Group
            aria-labelledby="settle"
            value={outcome ?? null}
            onChange={value => setOutcome(outcomes.find(each => each === value))}
          >
            <Stack gap="sm">
              {outcomes.map(each => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`settle.${each}`)}
                  description={t(`settle.${each}.says`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {outcome === 'happened' && fields.length > 0 && (
            <Fieldset legend={t('settle.output')}>
              <Stack gap="sm">
                <Fields
                  fields={fields}
                  required={output?.required ?? []}
                  values={values}
                  flaws={isProblem(error) ? (error.told.errors ?? []) : []}
                  onChange={setValues}
                />
              </Stack>
            </Fieldset>
          )}
          {outcome !== undefined && (
            <>
              <TextInput
                label={t('settle.reason')}
                description={t('settle.reasonHint')}
                required
                maxLength={500}
                value={reason}
                onChange={event => setReason(event.currentTarget.value)}
              />
              <Failed error={error} title={t('settle.failed')} />
              <Button type="submit" loading={settle.isPending} style={{ alignSelf: 'flex-start' }}>
                {t('settle.send')}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </Card>
  )
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

// What the fields of a form hold is JSON already; this says so to the types.
function asJson(values: Values): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (isJson(value) ? [[name, value] as const] : [])),
  )
}

function isJson(value: unknown): value is Json {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isJson)
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
