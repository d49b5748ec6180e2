/** `gorgias.create_ticket` and `policy.changed` as people read them: `Create ticket`, `Policy changed`. */
export function nameOfDeed(deed: string): string {
  const [head = '', tail] = deed.split('.')
  const isTool = tail?.includes('_') === true && !/(ed|made|begun)$/.test(tail)
  const words = (isTool || tail === undefined ? (tail ?? head) : `${head} ${tail}`).replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
