/** A name that nothing else has, for a deed. The browser makes its own kind of these only where the page came encrypted. */
export function newName(): string {
  return [...crypto.getRandomValues(new Uint32Array(5))].map(part => part.toString(36)).join('')
}
