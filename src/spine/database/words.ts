import type { Tx } from './database.ts'

/** A word is kept to this length; a longer one is found by its beginning. */
const longest = 200

/** As words are kept and looked for: without case, without spaces around. */
const spelt = (word: string): string => word.trim().toLowerCase().slice(0, longest)

/** Says by which words one thing is found from now on, and by no others. */
export async function keepWords(tx: Tx, kind: string, id: string, words: readonly string[]): Promise<void> {
  const wanted = [...new Set(words.map(spelt).filter(word => word !== ''))]
  await tx.query(
    `with gone as (delete from words where tenant_id = $1 and kind = $2 and id = $3 and word <> all ($4::text[]))
     insert into words (tenant_id, kind, word, id) select $1, $2, word, $3 from unnest($4::text[]) as word
     on conflict do nothing`,
    [tx.tenantId, kind, id, wanted],
  )
}

/** What people typed, word by word; at most eight. Quoted words keep their spaces. */
export function typedWords(text: string): string[] {
  const found = text.matchAll(/(?:[^\s"]+:)?"[^"]*"|\S+/g)
  return [...found].map(([word]) => spelt(word.replaceAll('"', ''))).slice(0, 8)
}

/**
 * The conditions that a thing is found by every word: `#1042` and `tag:vip` as they are, any other by its beginning. Gives SQL over the
 * column `id`, and pushes the values.
 */
export function foundBy(kind: string, words: readonly string[], values: unknown[]): string[] {
  return words.map(word => {
    values.push(word)
    const from = values.length
    const found = `id in (select w.id from words w where w.tenant_id = (select tenant()) and w.kind = '${kind}' and w.word`
    if (word.startsWith('#') || word.includes(':')) return `${found} = $${from})`
    // The last code point: every word that begins so sorts before it.
    values.push(`${word}\u{10ffff}`)
    return `${found} >= $${from} and w.word < $${from + 1})`
  })
}
