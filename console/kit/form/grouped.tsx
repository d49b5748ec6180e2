import { Button, Fieldset, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import { PlusIcon, TrashIcon } from '@primer/octicons-react'
import type { ComponentType } from 'react'
import { own } from '#console/words/own.ts'
import { digitsOf } from '#console/kit/words/formats.ts'
import type { Schema } from './schema.ts'

/** One field: what is asked, what stands there, and what is wrong with it. */
export interface FieldProps {
  readonly name: string
  readonly schema: Schema
  readonly isNeeded: boolean
  readonly value: unknown
  readonly flaw: string | undefined
  onChange(value: unknown): void
}

/** How the fields within are asked; given, since a field may hold fields. */
type Inner = ComponentType<FieldProps>

interface Asked extends Omit<FieldProps, 'name' | 'isNeeded'> {
  readonly label: string
}

/** A sum as people write it; it is sent in minor units. */
export function MoneyField({ label, schema, value, flaw, onChange }: Asked) {
  const t = own.use()
  const { minor, currency } = asRecord(value)
  const code = typeof currency === 'string' ? currency : ''
  const unit = 10 ** digitsOf(code)
  return (
    <Group align="end" wrap="nowrap" gap="xs">
      <NumberInput
        flex={1}
        label={label}
        description={schema.description}
        error={flaw}
        min={0}
        decimalScale={digitsOf(code)}
        value={typeof minor === 'number' ? minor / unit : ''}
        onChange={sum =>
          onChange(sum === '' ? undefined : { minor: Math.round(Number(sum) * unit), currency: code })
        }
      />
      <TextInput
        w="6rem"
        label={t('form.currency')}
        maxLength={3}
        value={code}
        onChange={event => onChange({ minor, currency: event.currentTarget.value.toUpperCase() })}
      />
    </Group>
  )
}

/** The fields of a thing that has several: an address. */
export function GroupField({ label, schema, value, inner, onChange }: Asked & { readonly inner: Inner }) {
  return (
    <Fieldset legend={label}>
      <Within schema={schema} value={value} inner={inner} onChange={onChange} />
    </Fieldset>
  )
}

/** Several things of one kind, as many as are wanted. */
export function RowsField({ label, schema, value, inner, onChange }: Asked & { readonly inner: Inner }) {
  const t = own.use()
  const rows: unknown[] = Array.isArray(value) ? value : []
  const one = schema.items ?? {}
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {rows.map((row, at) => (
          <Group key={at} align="end" gap="xs">
            <Within
              schema={one}
              inner={inner}
              value={row}
              onChange={next => onChange(rows.map((old, place) => (place === at ? next : old)))}
            />
            <Button
              variant="subtle"
              color="gray"
              leftSection={<TrashIcon size={16} />}
              onClick={() => onChange(rows.filter((_row, place) => place !== at))}
            >
              {t('form.less')}
            </Button>
          </Group>
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<PlusIcon size={16} />}
            onClick={() => onChange([...rows, startOf(one)])}
          >
            {t('form.more')}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}

function Within({
  schema,
  value,
  inner: Field,
  onChange,
}: {
  readonly schema: Schema
  readonly value: unknown
  readonly inner: Inner
  onChange(value: unknown): void
}) {
  const now = asRecord(value)
  return (
    <Stack gap="xs" flex={1}>
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          isNeeded={schema.required?.includes(name) ?? false}
          value={now[name]}
          flaw={undefined}
          onChange={next => onChange({ ...now, [name]: next })}
        />
      ))}
    </Stack>
  )
}

function startOf({ properties }: Schema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties ?? {}).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
