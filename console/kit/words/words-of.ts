/** A name of the program as people write it: `closeHoldSeconds` is `Close hold seconds`. */
export function wordsOf(name: string): string {
  const spaced = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1)
}
