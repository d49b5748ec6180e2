import type { Problem } from '#src/api/problem.ts'
import { Field } from './field.tsx'
import type { NamedFields, Values } from './values.ts'

/** The fields of a schema, each with what the server had against its value. */
export function Fields({
  fields,
  required,
  values,
  flaws,
  onChange,
}: {
  readonly fields: NamedFields
  readonly required: readonly string[]
  readonly values: Values
  readonly flaws: NonNullable<Problem['errors']>
  onChange(values: Values): void
}) {
  return fields.map(([name, schema]) => (
    <Field
      key={name}
      name={name}
      schema={schema}
      isNeeded={required.includes(name)}
      value={values[name]}
      // `/domain`, `/lines/0/sku`, and `/credentials/domain` where the form is one part of what is sent.
      flaw={flaws.find(({ pointer }) => pointer.split('/').includes(name))?.message}
      onChange={value => onChange({ ...values, [name]: value })}
    />
  ))
}
