import { askingOf, type Schema } from './schema.ts'

export type Values = Readonly<Record<string, unknown>>
/** The fields of a form by their names. */
export type NamedFields = readonly (readonly [string, Schema])[]

/** What a form begins with: the defaults of its schema. */
export function startOf(fields: NamedFields): Values {
  return Object.fromEntries(
    fields.flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** What a form sends: without what was left empty, and with what was written as JSON read. */
export function readValues(fields: NamedFields, values: Values): Values {
  return Object.fromEntries(
    fields.flatMap(([name, schema]) => {
      const value = values[name]
      if (value === undefined || value === '' || isEmptySum(schema, value)) return []
      return [[name, askingOf(schema) === 'json' && typeof value === 'string' ? parsed(value) : value]]
    }),
  )
}

// A currency without an amount is no sum.
function isEmptySum(schema: Schema, value: unknown): boolean {
  if (askingOf(schema) !== 'money' || typeof value !== 'object' || value === null) return false
  return !('minor' in value) || value.minor === undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The server names the flaw at its field.
    return text
  }
}
