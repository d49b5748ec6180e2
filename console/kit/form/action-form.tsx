import { Alert, Button, Group, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Answer } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { perform, preview, type Done } from '#console/api/tools.ts'
import { own } from '#console/words/own.ts'
import { Field } from './field.tsx'
import { Previewed } from './previewed.tsx'
import { askingOf, type Schema } from './schema.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The form of an action, made of the schema that the server has declared; what it refuses stands at the field concerned. A grave one
 * shows first what it would do, and is then done under the same name, so that it cannot be another deed.
 */
export function ActionForm({
  tool,
  schema,
  known = {},
  says,
  isGrave = false,
  onDone,
}: {
  readonly tool: string
  readonly schema: Schema
  /** Fields that this screen knows already; they are not asked. */
  readonly known?: Values
  /** The words of the button. */
  readonly says?: string
  readonly isGrave?: boolean
  onDone(done: Done<unknown>): void
}) {
  const t = own.use()
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !(name in known))
  const [values, setValues] = useState<Values>(() => startOf(fields))
  const [shown, setShown] = useState<Shown>()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const flaws = isProblem(error) ? (error.told.errors ?? []) : []
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setIsBusy(true)
    setError(null)
    const input = { ...readValues(fields, values), ...known }
    try {
      if (isGrave && !shown) setShown(await preview(tool, input))
      else onDone(await perform(tool, input, shown?.key))
    } catch (failure) {
      setError(failure)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <form onSubmit={event => void send(event)}>
      <Stack gap="md">
        {shown ? (
          <Previewed shown={shown} />
        ) : (
          fields.map(([name, field]) => (
            <Field
              key={name}
              name={name}
              schema={field}
              isNeeded={schema.required?.includes(name) ?? false}
              value={values[name]}
              flaw={flaws.find(({ pointer }) => pointer.split('/')[1] === name)?.message}
              onChange={value => setValues({ ...values, [name]: value })}
            />
          ))
        )}
        {error !== null && (
          <Alert color="red" role="alert" title={t('state.error')}>
            {error instanceof Error ? error.message : ''}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={isBusy}>
            {isGrave && !shown ? t('form.preview') : (says ?? t('form.send'))}
          </Button>
          {shown && (
            <Button variant="default" onClick={() => setShown(undefined)}>
              {t('form.back')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

type Shown = Answer<'POST', '/v1/actions/:tool/preview'>

function startOf(fields: readonly (readonly [string, Schema])[]): Values {
  return Object.fromEntries(
    fields.flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  )
}

function readValues(fields: readonly (readonly [string, Schema])[], values: Values): Values {
  return Object.fromEntries(
    fields.flatMap(([name, schema]) => {
      const value = values[name]
      if (value === undefined || value === '') return []
      return [[name, askingOf(schema) === 'json' && typeof value === 'string' ? parsed(value) : value]]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The server names the flaw at its field.
    return text
  }
}
