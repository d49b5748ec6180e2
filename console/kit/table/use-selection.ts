import { useCallback, useMemo, useState } from 'react'

/** Which rows are selected: some by name, or all that match the filters, read or not. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  /** All that match, of which there are more than were read. */
  readonly isAllMatching: boolean
  toggle(id: string): void
  /** From the row that was toggled last to this one, in the order of `ids`. */
  toggleTo(id: string, order: readonly string[]): void
  select(ids: readonly string[]): void
  selectAllMatching(): void
  clear(): void
}

interface Chosen {
  readonly ids: ReadonlySet<string>
  readonly isAllMatching: boolean
  readonly last: string | undefined
}

const nothing: Chosen = { ids: new Set(), isAllMatching: false, last: undefined }

/** The selection of a list. Give the list's key: another list, or other filters, begin with none. */
export function useSelection(key: readonly unknown[]): Selection {
  const name = JSON.stringify(key)
  const [held, setHeld] = useState({ name, chosen: nothing })
  const chosen = held.name === name ? held.chosen : nothing
  const choose = useCallback((next: Chosen) => setHeld({ name, chosen: next }), [name])
  return useMemo(
    () => ({
      ids: chosen.ids,
      isAllMatching: chosen.isAllMatching,
      toggle: id => choose({ ids: toggled(chosen.ids, id), isAllMatching: false, last: id }),
      toggleTo: (id, order) =>
        choose({
          ids: new Set([...chosen.ids, ...between(order, chosen.last ?? id, id)]),
          isAllMatching: false,
          last: id,
        }),
      select: ids => choose({ ids: new Set(ids), isAllMatching: false, last: undefined }),
      selectAllMatching: () => choose({ ...chosen, isAllMatching: true }),
      clear: () => choose(nothing),
    }),
    [chosen, choose],
  )
}

function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

/** Both ends included, whichever comes first. */
export function between(order: readonly string[], from: string, to: string): string[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)]
  return a < 0 || b < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
