import { Button, Group, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Answer } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { perform, preview, type Done } from '#console/api/tools.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '#console/words/own.ts'
import { Fields } from './fields.tsx'
import { Previewed } from './previewed.tsx'
import type { Schema } from './schema.ts'
import { readValues, startOf, type Values } from './values.ts'

/** The form of an action, made of the schema that the server has declared; what it refuses stands at the field concerned. */
export function ActionForm({
  tool,
  schema,
  known = {},
  start = {},
  isShownFirst,
  onDone,
}: {
  readonly tool: string
  readonly schema: Schema
  /** Fields that this screen knows already; they are not asked. */
  readonly known?: Values
  /** What fields begin with, where this screen can guess it. */
  readonly start?: Values
  /** What it would do is shown before; it is then done under the same name, so that it cannot be another deed. */
  readonly isShownFirst: boolean
  onDone(done: Done<unknown>): void
}) {
  const t = own.use()
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !(name in known))
  const [values, setValues] = useState<Values>(() => ({ ...startOf(fields), ...start }))
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
      if (isShownFirst && !shown) setShown(await preview(tool, input))
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
          <Fields
            fields={fields}
            required={schema.required ?? []}
            values={values}
            flaws={flaws}
            onChange={setValues}
          />
        )}
        <Failed error={error} title={t('state.error')} />
        <Group>
          <Button type="submit" loading={isBusy}>
            {isShownFirst && !shown ? t('form.preview') : t('form.send')}
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
