import type { Screen, Things } from '#console/kit/screen.ts'

interface Declaring {
  readonly screens: readonly Screen[]
  readonly things?: readonly Things[]
}

// Found by their place, so that neither the shell nor another screen has to know them: adding one is adding a file.
const found = {
  ...import.meta.glob<Declaring>('../screens/*/screen.ts', { eager: true }),
  ...import.meta.glob<Declaring>('../../src/solutions/*/pages/screens.ts', { eager: true }),
}

/** Every screen of the console and of the solutions. */
export const screens: readonly Screen[] = Object.values(found).flatMap(one => one.screens)

/** What the palette finds one by one. */
export const things: readonly Things[] = Object.values(found)
  .flatMap(one => one.things ?? [])
  .toSorted((a, b) => a.order - b.order)

/** The menu, in its order. */
export const entries = screens
  .flatMap(({ path, entry }) => (entry ? [{ path, ...entry }] : []))
  .toSorted((a, b) => a.order - b.order)
