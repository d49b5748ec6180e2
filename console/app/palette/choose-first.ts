import type { SpotlightStore } from '@mantine/spotlight'

/** Enter takes the first row, also where it came after the letters; whoever has gone down the rows stays where they are. */
export function chooseFirst(store: SpotlightStore): void {
  const { listId, selected } = store.getState()
  if (selected > 0) return
  const list = document.getElementById(listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  store.updateState(state => ({ ...state, selected: 0 }))
}
