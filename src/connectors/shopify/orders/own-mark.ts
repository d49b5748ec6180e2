import { createHash } from 'node:crypto'
import type { Attempt } from '#spine/connections/provided.ts'

/** Our name of one deed at the platform: short enough for notes and handles, the same on every attempt, and nobody else's. */
export function markOf({ key }: Pick<Attempt, 'key'>): string {
  return `sw-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
}

/** A note for the team that carries the mark, so that the deed is found again by it. */
export function marked(note: string, attempt: Attempt): string {
  return note === '' ? `[${markOf(attempt)}]` : `${note} [${markOf(attempt)}]`
}

export function isMarked(note: string | null | undefined, attempt: Attempt): boolean {
  return note?.includes(`[${markOf(attempt)}]`) ?? false
}
