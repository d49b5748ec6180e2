import { useSyncExternalStore } from 'react'

interface Line {
  readonly keys: string
  readonly says: string
}

const place = 'storewright-keys'
const standing = new Set<readonly Line[]>()
const listeners = new Set<() => void>()
let lines: readonly Line[] = []

/** Puts keys on the sheet; gives what takes them off again. */
export function enlist(keys: readonly Line[]): () => void {
  standing.add(keys)
  changed()
  return () => {
    standing.delete(keys)
    changed()
  }
}

/** All keys that work here and now. */
export function useKnownKeys(): readonly Line[] {
  return useSyncExternalStore(listen, () => lines)
}

/** Single keys can be switched off, for who speaks to the computer or strays over its keyboard (WCAG 2.1.4). */
export function areKeysOn(): boolean {
  return localStorage.getItem(place) !== 'off'
}

export function useAreKeysOn(): [boolean, (on: boolean) => void] {
  const isOn = useSyncExternalStore(listen, areKeysOn)
  return [
    isOn,
    on => {
      if (on) localStorage.removeItem(place)
      else localStorage.setItem(place, 'off')
      changed()
    },
  ]
}

function changed(): void {
  lines = [...standing].flat()
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
