import type { HookType } from '../hooks/types.ts'
import type { Told } from '../hooks/tell.ts'
import { pageAbout } from '../people/notification-pages.ts'
import { wordsIn } from './words.ts'

/** One thing that happened, to be told. */
export interface News {
  /** Of the notification. */
  readonly id: string
  readonly kind: HookType
  readonly about: Told
}

/** A mail: one line and what follows. */
export interface Letter {
  readonly subject: string
  readonly text: string
}

/** What fits into a mail that people read. */
const mostLines = 20

/** One thing, in a letter of its own: what happened, where to look, and how to hear of it no more. */
export function letterOf({ kind, about }: Omit<News, 'id'>, language: string | null, url: string): Letter {
  const words = wordsIn(language)
  const says = words.kinds[kind]
  return { subject: says, text: signed([`${says}.`, `${url}${pageAbout(about)}`], language, url) }
}

/** Many at once in one letter: those of a flood, or of a day. `count` may be more than are given. */
export function gathered(
  news: readonly Omit<News, 'id'>[],
  {
    language,
    url,
    count,
    isDaily,
  }: { language: string | null; url: string; count: number; isDaily: boolean },
): Letter {
  const words = wordsIn(language)
  const subject = isDaily ? words.daily(count) : words.many(count)
  const lines = news
    .slice(0, mostLines)
    .map(({ kind, about }) => `${words.kinds[kind]}\n${url}${pageAbout(about)}`)
  const more = count - lines.length
  const rest = more > 0 ? [`${words.more(more)}: ${url}/notifications`] : []
  return { subject, text: signed([`${subject}.`, ...lines, ...rest], language, url) }
}

/** One line for the team chat, with its link. */
export function lineOf({ kind, about }: Omit<News, 'id'>, url: string): string {
  return `${wordsIn(null).kinds[kind]}: ${url}${pageAbout(about)}`
}

function signed(parts: readonly string[], language: string | null, url: string): string {
  return [...parts, `-- \n${wordsIn(language).off}\n${url}/notifications?tab=choices`].join('\n\n')
}
