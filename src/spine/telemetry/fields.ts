import { isPlain } from './plain.ts'

const words = [
  'tenantId',
  'requestId',
  'connectionId',
  'eventId',
  'hookId',
  'intentId',
  'memberId',
  'job',
  'queue',
  'action',
  'connector',
  'solution',
  'topic',
  'route',
  'method',
  'code',
  'outcome',
  'role',
  'version',
] as const
const numbers = ['status', 'ms', 'count', 'attempt', 'port'] as const

/** All that a log line, a span or a reported error may say beside its message: ids, names of ours, and numbers. Never what a customer said or is. */
export type Fields = { readonly [K in (typeof words)[number]]?: string | undefined } & {
  readonly [K in (typeof numbers)[number]]?: number | undefined
}

const fits = new Map<string, (value: unknown) => boolean>([
  ...words.map(name => [name, isPlain] as const),
  ...numbers.map(name => [name, Number.isFinite] as const),
])

/** The fields that are on the list, and how many were not. Types vanish at run time and casts lie, so the list is asked again here. */
export function allowed(fields: Fields): { kept: Record<string, string | number>; dropped: number } {
  const kept: Record<string, string | number> = {}
  let dropped = 0
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (fits.get(name)?.(value)) kept[name] = value
    else dropped += 1
  }
  return { kept, dropped }
}
