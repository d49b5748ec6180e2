import { useSyncExternalStore } from 'react'

const place = 'storewright-guide'
const listeners = new Set<() => void>()

type Kept = 'live' | 'dismissed'

/** What this browser remembers of the guide: that somebody went live, or wants to see no more of it. */
export const guideKept = {
  use: (): Kept | undefined => useSyncExternalStore(listen, read),
  set: (kept: Kept): void => {
    localStorage.setItem(place, kept)
    for (const listener of listeners) listener()
  },
}

function read(): Kept | undefined {
  const kept = localStorage.getItem(place)
  return kept === 'live' || kept === 'dismissed' ? kept : undefined
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
