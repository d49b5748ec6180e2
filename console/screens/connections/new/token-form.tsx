import { Accordion, Button, Card, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { Fields } from '#console/kit/form/fields.tsx'
import { isSchema, type Schema } from '#console/kit/form/schema.ts'
import { readValues, type Values } from '#console/kit/form/values.ts'
import type { Connector } from '../connections.ts'
import { own } from '../words/own.ts'
import { Wrong } from './wrong.tsx'

/** The fields of a platform's credentials, by its own schema: tried at the platform, and saved only if they work. */
export function TokenForm({
  sheet,
  onConnected,
}: {
  readonly sheet: Connector
  onConnected(made: { readonly id: string; readonly warnings: readonly string[] }): void | Promise<void>
}) {
  const t = own.use()
  const schema: Schema = isSchema(sheet.credentials) ? sheet.credentials : {}
  const required = schema.required ?? []
  const all = Object.entries(schema.properties ?? {})
  const needed = all.filter(([name]) => required.includes(name))
  const others = all.filter(([name]) => !required.includes(name))
  const [values, setValues] = useState<Values>({})
  const connect = useMutation({
    mutationFn: () => {
      const credentials: Record<string, string> = {}
      for (const [name, value] of Object.entries(readValues(all, values)))
        credentials[name] = String(value).trim()
      return ask('POST', '/v1/connections', { input: { connector: sheet.id, credentials } })
    },
    onSuccess: onConnected,
  })
  const { error } = connect
  const flaws = isProblem(error) ? (error.told.errors ?? []) : []
  const about = { required, values, flaws, onChange: setValues }
  return (
    <Card withBorder padding="md">
      <form
        onSubmit={event => {
          event.preventDefault()
          connect.mutate()
        }}
      >
        <Stack gap="md">
          <div>
            <Title order={2} size="h5">
              {t('new.fields')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('new.sealed', { title: sheet.title })}
            </Text>
          </div>
          <Fields fields={needed} {...about} />
          {others.length > 0 && (
            <Accordion variant="contained" order={3}>
              <Accordion.Item value="others">
                <Accordion.Control>{t('new.optional')}</Accordion.Control>
                <Accordion.Panel>
                  <Stack gap="md">
                    <Fields fields={others} {...about} />
                  </Stack>
                </Accordion.Panel>
              </Accordion.Item>
            </Accordion>
          )}
          <Wrong error={error} />
          <Button type="submit" loading={connect.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('new.do')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
