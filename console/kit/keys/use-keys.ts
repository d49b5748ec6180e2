import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import { areKeysOn, enlist } from './known-keys.ts'

/** One key, or several one after the other (`g b`), what it says in the sheet, and what it does. */
export interface Key {
  readonly keys: string
  readonly says: string
  act(event: KeyboardEvent): void
}

/**
 * Keys of a screen while it stands, and lines in the sheet that `?` opens. They rest while somebody writes, under an open dialog, and
 * for whoever has switched single keys off. Give the same array as long as nothing in it changes (`useMemo`).
 */
export function useKeys(keys: readonly Key[]): void {
  useEffect(() => {
    const bound: Record<string, (event: KeyboardEvent) => void> = {}
    let release = (): void => {}
    const listen = (): void => {
      release()
      release = tinykeys(window, bound)
    }
    for (const { keys: pressed, act } of keys) {
      const isChord = pressed.includes('$mod')
      bound[pressed] = event => {
        if (!isChord && (!areKeysOn() || isWriting(event.target) || isUnderDialog())) return
        act(event)
        // Sequences that began with the same key would still wait for their second one: after `g b`, a `j` would be `g j`.
        if (pressed.includes(' ')) listen()
      }
    }
    // Where a keyboard has it without Shift.
    if (bound['Shift+?']) bound['?'] = bound['Shift+?']
    listen()
    const strike = enlist(keys)
    return () => {
      release()
      strike()
    }
  }, [keys])
}

function isUnderDialog(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type="checkbox"]), textarea, select, [role="textbox"]') !== null)
  )
}
