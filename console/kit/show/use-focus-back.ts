import { useEffect, useState } from 'react'

/** Gives the keyboard back to what called a dialog, once that is gone: a dialog that comes and goes as a whole does not by itself. */
export function useFocusBack(): void {
  // While it is drawn for the first time the caller still has the keyboard.
  const [caller] = useState(() => callerOf(document.activeElement))
  useEffect(
    () => () =>
      void setTimeout(() => {
        if (document.activeElement === document.body) caller?.focus({ preventScroll: true })
      }),
    [caller],
  )
}

/** An item of a menu goes with its menu: what opened that is the caller. */
function callerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role="menu"]')
  const opener = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : element
  return opener instanceof HTMLElement ? opener : null
}
