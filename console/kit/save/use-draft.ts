import { useState } from 'react'
import { isSame } from '#console/kit/is-same.ts'
import { isBoth, staleFields, type StaleField } from './stale-save.tsx'

/** What stands at the server, and its number. */
interface Kept<T> {
  readonly value: T
  readonly version: number
}

interface Held<T> {
  readonly base: Kept<T>
  readonly changes: Partial<T>
}

/**
 * Changes upon what stood when the first of them was made. What is read anew meanwhile does not move under them: it shows as `stale`, for
 * somebody else saved, and a save by the old number is refused.
 */
export function useDraft<T extends object>(kept: Kept<T>) {
  const [state, setState] = useState<Held<T>>()
  const held = state && isDifferent(state.base.value, state.changes) ? state : undefined
  const base = held?.base ?? kept
  const draft: T = { ...base.value, ...held?.changes }
  const isStale = held !== undefined && base.version !== kept.version
  const stale: readonly StaleField[] = isStale
    ? staleFields({ was: base.value, now: kept.value, mine: draft })
    : []
  const rebase = (fields: readonly StaleField[]) => {
    const changes = { ...held?.changes }
    for (const { field } of fields) Reflect.deleteProperty(changes, field)
    setState({ base: kept, changes })
  }
  return {
    /** As this person would have it. */
    draft,
    /** What it was begun from. */
    base,
    isChanged: held !== undefined,
    isStale,
    stale,
    change: (some: Partial<T>) => setState({ base, changes: { ...held?.changes, ...some } }),
    discard: () => setState(undefined),
    /** This person saved a part of it elsewhere on the page: that is no news. */
    advance: (from: number, to: Kept<T>) =>
      setState(before => (before?.base.version === from ? { ...before, base: to } : before)),
    takeTheirs: () => rebase(stale.filter(isBoth)),
    /** `merged`: the changes, where laying them upon theirs takes more than keeping each. */
    putMineOnTop: (merged?: Partial<T>) => setState({ base: kept, changes: merged ?? { ...held?.changes } }),
  }
}

function isDifferent(value: object, changes: object): boolean {
  return Object.entries(changes).some(([name, wanted]) => !isSame(Reflect.get(value, name), wanted))
}
