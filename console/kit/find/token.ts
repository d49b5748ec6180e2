/** The value of `name:value` among the words of a search, if it is there. */
export function tokenOf(search: string, name: string): string | undefined {
  const found = words(search).find(word => word.toLowerCase().startsWith(`${name}:`))
  return found?.slice(name.length + 1)
}

/** The same search with `name:value`, or without it; what else was typed stays. */
export function withToken(search: string, name: string, value: string | undefined): string {
  const others = words(search).filter(word => !word.toLowerCase().startsWith(`${name}:`))
  return [...others, ...(value === undefined ? [] : [`${name}:${value}`])].join(' ')
}

/** A search word by word; a quoted part is one word. */
export function words(search: string): string[] {
  return search.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []
}
