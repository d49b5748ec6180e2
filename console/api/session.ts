import { useSyncExternalStore } from 'react'

let state: 'unknown' | 'holds' | 'over' = 'unknown'
const listeners = new Set<() => void>()

/** Takes down what an answer says of the session. Nothing that somebody is writing may be lost by it: the shell asks them to sign in. */
export function noteSession(answer: Response): void {
  // Nobody has written anything yet on a page that never was answered.
  if (answer.status === 401 && state === 'unknown') location.assign(signInUrl())
  if (answer.status === 401) change('over')
  else if (answer.ok) change('holds')
}

/** Leads to signing in, and back to this very address. */
export function signInUrl(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
}

export function useSessionIsOver(): boolean {
  return useSyncExternalStore(listen, () => state === 'over')
}

function change(next: typeof state): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
