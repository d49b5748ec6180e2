import { markedParts } from './marked-parts.ts'

/** A text with what a search found it by. */
export function Marked({
  text,
  search,
  named,
}: {
  readonly text: string
  readonly search: string
  /** What the text is, where it can be sought by that: `tag` for `tag:vip`. */
  readonly named?: string
}) {
  return markedParts(text, search, named).map((part, at) =>
    part.isMarked ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
  )
}
