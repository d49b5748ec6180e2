import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Change, Preview } from '../connections/provided.ts'
import { sayValue } from './in-words.ts'

/** All that a write is. What was previewed, what people approve and what is sent are the same deed, by its hash. */
export interface Deed {
  readonly tool: string
  /** The connection's uuid. */
  readonly connection: string
  readonly input: Readonly<Record<string, unknown>>
  readonly preview: Preview
  readonly key: string
}

/** SHA-256 over the RFC 8785 canonical JSON of the deed. */
export function deedHash({ tool, connection, input, preview, key }: Deed): Buffer {
  // Once through JSON, as the database keeps it: what is left out there must not count here.
  const text: unknown = JSON.parse(JSON.stringify({ tool, connection, input, preview, key }))
  return createHash('sha256')
    .update(canonicalize(text) ?? '')
    .digest()
}

/** Equal as JSON, however it is written. */
export function isSame(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other)
}

/** In words, what differs between two previews of one write; empty where nothing does. */
export function differences(was: Preview, now: Preview): string[] {
  const fields = new Set([...was.changes, ...now.changes].map(change => change.field))
  const changed = [...fields].flatMap(field => {
    const [before, after] = [changeOf(was, field), changeOf(now, field)]
    return isSame(before, after) ? [] : [`${field} was ${arrow(before)} and is ${arrow(after)}`]
  })
  const rest = (['subject', 'title', 'money', 'customer', 'recipients', 'irreversible'] as const).flatMap(
    part =>
      isSame(was[part], now[part])
        ? []
        : [`${part} was ${sayValue(was[part])} and is ${sayValue(now[part])}`],
  )
  return [...changed, ...rest]
}

function changeOf(preview: Preview, field: string): Change | undefined {
  return preview.changes.find(change => change.field === field)
}

function arrow(change: Change | undefined): string {
  return change ? `${sayValue(change.from)} → ${sayValue(change.to)}` : 'no change'
}

function plain(value: unknown): string {
  return value === undefined ? 'nothing' : (canonicalize(JSON.parse(JSON.stringify(value))) ?? 'nothing')
}
