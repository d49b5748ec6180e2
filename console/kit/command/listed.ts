import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Ask } from '#console/api/client.ts'
import { requestOf, type Request } from '#console/api/request.ts'

/** Asks for a list by what it is given, and for nothing else. */
type Asking = (via: Ask) => unknown

const standing = new Set<() => Request[]>()
const listeners = new Set<() => void>()

/** While a list stands on the screen it is known how it was asked for. */
export function useListed(asking: Asking): void {
  const latest = useRef(asking)
  useEffect(() => {
    latest.current = asking
  })
  useEffect(() => {
    const known = () => requestsOf(latest.current)
    standing.add(known)
    changed()
    return () => {
      standing.delete(known)
      changed()
    }
  }, [])
}

/** Whether a list stands on the screen. */
export function useHasList(): boolean {
  return useSyncExternalStore(listen, () => standing.size > 0)
}

/** How the lists on the screen were asked for, first pages. */
export function listedNow(): Request[] {
  return [...standing].flatMap(known => known())
}

/** What would be asked, and nothing is: the answer never comes. */
function requestsOf(asking: Asking): Request[] {
  const requests: Request[] = []
  asking((method, path, asked) => {
    requests.push(requestOf(method, path, asked))
    return new Promise<never>(() => undefined)
  })
  return requests
}

function changed(): void {
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
