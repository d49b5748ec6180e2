import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'

/** Keys of this screen: `j`, or one after the other, `g b`. Never while somebody writes, nor under an open dialog. */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  useEffect(() => {
    const guarded: Record<string, (event: KeyboardEvent) => void> = {}
    for (const [key, act] of Object.entries(keys)) {
      guarded[key] = event => {
        if (!isWriting(event.target) && document.querySelector('[aria-modal="true"]') === null) act(event)
      }
    }
    return tinykeys(window, guarded)
  }, [keys])
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"]') !== null)
  )
}
