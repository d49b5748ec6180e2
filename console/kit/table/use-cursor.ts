import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useKeys, type Key } from '#console/kit/keys/use-keys.ts'
import { own } from '#console/words/own.ts'
import type { Selection } from './use-selection.ts'

/** The row that the keys stand on: `j` and `k` move it, Enter opens it, `x` selects it. It stays at its row when rows come or go. */
export function useCursor({
  ids,
  linkOf,
  selection,
  show,
}: {
  readonly ids: readonly string[]
  linkOf(id: string): string | undefined
  readonly selection: Selection | undefined
  /** Brings the row of this place into sight. */
  show(at: number): void
}): string | undefined {
  const t = own.use()
  const navigate = useNavigate()
  const [here, setHere] = useState<{ id: string; at: number }>()
  const at = here === undefined ? -1 : placeOf(ids, here)
  const id = ids[at]
  useKeys(
    useMemo((): Key[] => {
      const go = (to: number) => {
        const next = ids[to]
        if (next === undefined) return
        setHere({ id: next, at: to })
        show(to)
      }
      return [
        { keys: 'j', says: t('keys.next'), act: () => go(Math.min(at + 1, ids.length - 1)) },
        { keys: 'k', says: t('keys.previous'), act: () => go(Math.max(at - 1, 0)) },
        {
          keys: 'Enter',
          says: t('keys.open'),
          act: event => {
            // A button or link that has the focus takes Enter for itself.
            const to = id === undefined ? undefined : linkOf(id)
            if (to !== undefined && !isOnControl(event.target)) void navigate({ to })
          },
        },
        ...(selection
          ? [
              { keys: 'x', says: t('keys.select'), act: () => id !== undefined && selection.toggle(id) },
              {
                keys: 'Shift+x',
                says: t('keys.selectTo'),
                act: () => id !== undefined && selection.toggleTo(id, ids),
              },
            ]
          : []),
      ]
    }, [ids, at, id, linkOf, selection, show, navigate, t]),
  )
  return id
}

// Gone is the row, not the place: what was done with one leads to the next, not to the top.
function placeOf(ids: readonly string[], { id, at }: { id: string; at: number }): number {
  const now = ids.indexOf(id)
  return now >= 0 ? now : Math.min(at, ids.length - 1)
}

function isOnControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, [role="menuitem"]') !== null
}
