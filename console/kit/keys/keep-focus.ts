/**
 * A button that is busy cannot be pressed, and browsers take the keyboard away from what cannot be pressed: it gets it back when it is
 * done, unless somebody has gone elsewhere.
 */
export function keepFocus(): void {
  let last: EventTarget | null = null
  document.addEventListener('focusin', ({ target }) => (last = target))
  document.addEventListener('pointerdown', () => (last = null))
  const watch = new MutationObserver(changes => {
    for (const { target } of changes) {
      const isLost = target === last && document.activeElement === document.body
      if (isLost && target instanceof HTMLButtonElement && !target.disabled)
        target.focus({ preventScroll: true })
    }
  })
  watch.observe(document.body, { subtree: true, attributeFilter: ['disabled'] })
}
