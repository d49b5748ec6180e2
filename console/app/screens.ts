import type { Screen } from '#console/kit/screen.ts'

interface Declaring {
  readonly screens: readonly Screen[]
}

// Found by their place, so that neither the shell nor another screen has to know them: adding one is adding a file.
const found = {
  ...import.meta.glob<Declaring>('../screens/*/screen.ts', { eager: true }),
  ...import.meta.glob<Declaring>('../../src/solutions/*/pages/screens.ts', { eager: true }),
}

/** Every screen of the console and of the solutions. */
export const screens: readonly Screen[] = Object.values(found).flatMap(one => one.screens)

/** The menu, in its order. */
export const entries = screens
  .flatMap(({ path, entry }) => (entry ? [{ path, ...entry }] : []))
  .toSorted((a, b) => a.order - b.order)
