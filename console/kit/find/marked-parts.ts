import { words } from './token.ts'

export interface Part {
  readonly text: string
  readonly isMarked: boolean
}

/**
 * A text in parts, of which those are marked by which a search may have found it: the beginnings of words, as the server looks for
 * them; by `named`, also what follows `tag:` or `sku:`.
 */
export function markedParts(text: string, search: string, named?: string): Part[] {
  const lower = text.toLowerCase()
  const sought = soughtIn(search, named)
  // A few letters are longer in small: then no place in one is the same place in the other.
  if (lower.length !== text.length || sought.length === 0) return [{ text, isMarked: false }]
  const parts: Part[] = []
  let plain = 0
  for (let at = 0; at < text.length;) {
    const found = isBegin(lower, at) ? longest(sought, lower, at) : 0
    if (found > 0) {
      if (at > plain) parts.push({ text: text.slice(plain, at), isMarked: false })
      parts.push({ text: text.slice(at, at + found), isMarked: true })
      plain = at + found
    }
    at += Math.max(found, 1)
  }
  if (plain < text.length) parts.push({ text: text.slice(plain), isMarked: false })
  return parts
}

/** Whether anything of a text would be marked. */
export function isMarked(text: string, search: string, named?: string): boolean {
  return markedParts(text, search, named).some(part => part.isMarked)
}

function soughtIn(search: string, named: string | undefined): string[] {
  return words(search.toLowerCase())
    .map(word => word.replaceAll('"', '').trim())
    .flatMap(word => {
      const colon = word.indexOf(':')
      if (colon < 0) return [word]
      return named !== undefined && word.slice(0, colon) === named ? [word.slice(colon + 1)] : []
    })
    .filter(word => word !== '')
}

function longest(sought: readonly string[], lower: string, at: number): number {
  return Math.max(0, ...sought.filter(word => lower.startsWith(word, at)).map(word => word.length))
}

function isBegin(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}
