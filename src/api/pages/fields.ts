import { html } from 'hono/html'
import type { Html } from './page.ts'

/** A field of a JSON Schema in words: `name` with its parents, what it may be, and what it is for. */
export interface Field {
  readonly name: string
  readonly isNeeded: boolean
  readonly type: string
  readonly says: string
}

// Deeper than this a table says less than the machine-readable form.
const deepest = 2

/** The fields of an object's schema, parents before their children. */
export function fieldsOf(schema: unknown, parent = '', depth = 0): Field[] {
  const needed = new Set(listOf(part(schema, 'required')).map(String))
  return Object.entries(recordOf(part(schema, 'properties'))).flatMap(([own, field]) => {
    const name = parent === '' ? own : `${parent}.${own}`
    const item = part(field, 'items')
    const inner = part(field, 'type') === 'array' ? item : field
    const says = part(field, 'description')
    return [
      { name, isNeeded: needed.has(own), type: typeOf(field), says: typeof says === 'string' ? says : '' },
      ...(depth < deepest ? fieldsOf(inner, inner === item ? `${name}[]` : name, depth + 1) : []),
    ]
  })
}

/** A schema's type in a few words, with its default. */
export function typeOf(schema: unknown): string {
  const standard = part(schema, 'default')
  const kind = kindOf(schema)
  return standard === undefined ? kind : `${kind}; ${JSON.stringify(standard)} if left out`
}

function kindOf(schema: unknown): string {
  const choices = part(schema, 'enum')
  if (Array.isArray(choices)) return choices.map(one => JSON.stringify(one)).join(' or ')
  const only = part(schema, 'const')
  if (only !== undefined) return JSON.stringify(only)
  const either = listOf(part(schema, 'anyOf') ?? part(schema, 'oneOf'))
  if (either.length > 0) return [...new Set(either.map(kindOf))].join(' or ')
  const type = part(schema, 'type')
  if (Array.isArray(type)) return type.join(' or ')
  if (type === 'array') return `list of ${kindOf(part(schema, 'items'))}`
  const format = part(schema, 'format')
  if (type === 'string' && typeof format === 'string') return format
  return typeof type === 'string' ? type : 'anything'
}

/** The fields as a table; nothing where there are none. */
export function fieldTable(title: string, fields: readonly Field[]): Html {
  if (fields.length === 0) return html``
  return html`<h3>${title}</h3>
    <div class="scroll" tabindex="0" role="group" aria-label="${title}">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">What it is</th>
            <th scope="col">What for</th>
          </tr>
        </thead>
        <tbody>
          ${fields.map(
            ({ name, isNeeded, type, says }) =>
              html`<tr>
                <th scope="row">
                  <code>${name}</code>${isNeeded ? html` <span class="says">needed</span>` : ''}
                </th>
                <td>${type}</td>
                <td>${says}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

/** An example of what fits the schema: the needed fields alone. */
export function exampleOf(schema: unknown): unknown {
  const type = part(schema, 'type')
  const standard = part(schema, 'default')
  if (standard !== undefined) return standard
  const choices = listOf(part(schema, 'enum'))
  if (choices.length > 0) return choices[0]
  if (type === 'object') {
    const fields = recordOf(part(schema, 'properties'))
    const needed = listOf(part(schema, 'required')).map(String)
    return Object.fromEntries(needed.map(name => [name, exampleOf(fields[name])]))
  }
  if (type === 'array') return [exampleOf(part(schema, 'items'))]
  if (type === 'integer' || type === 'number') return 1
  if (type === 'boolean') return true
  return part(schema, 'format') === 'email' ? 'ada@example.com' : '…'
}

/** What stands under a name in something that may be an object. */
export function part(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
}

function recordOf(of: unknown): Record<string, unknown> {
  return typeof of === 'object' && of !== null ? Object.fromEntries(Object.entries(of)) : {}
}

export function listOf(of: unknown): readonly unknown[] {
  return Array.isArray(of) ? of : []
}
