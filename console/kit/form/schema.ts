/** A JSON Schema as far as our forms read it: made by zod on the server, one for each action. */
export interface Schema {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  /** What a connector says of a credential, and whether nobody may read over the shoulder. */
  readonly says?: string
  readonly secret?: boolean
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly format?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null
}

/** What a field is asked by. `json` is for whatever has no shape of its own. */
export type Asking =
  | 'text'
  | 'secret'
  | 'long'
  | 'number'
  | 'yes-no'
  | 'choice'
  | 'list'
  | 'money'
  | 'group'
  | 'rows'
  | 'json'

export function askingOf(schema: Schema): Asking {
  const { anyOf } = schema
  const some = anyOf?.filter(({ type }) => type !== 'null')
  const [only] = some ?? []
  if (only && some?.length === 1) return askingOf(only)
  if (schema.enum) return 'choice'
  if (schema.type === 'boolean') return 'yes-no'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.secret) return 'secret'
  if (schema.type === 'string') return (schema.maxLength ?? 0) > 400 ? 'long' : 'text'
  if (schema.type === 'array' && schema.items?.type === 'string' && !schema.items.enum) return 'list'
  if (schema.type === 'array' && schema.items?.properties) return 'rows'
  if (schema.type === 'object' && schema.properties) return isMoney(schema.properties) ? 'money' : 'group'
  return 'json'
}

function isMoney(properties: object): boolean {
  return Object.keys(properties).toSorted().join(' ') === 'currency minor'
}
