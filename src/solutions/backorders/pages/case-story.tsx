import {
  AlertIcon,
  CheckIcon,
  CommentIcon,
  IssueOpenedIcon,
  IssueReopenedIcon,
  NoteIcon,
  SyncIcon,
  type Icon,
} from '@primer/octicons-react'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Story } from '#console/kit/show/story.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { own } from './words/own.ts'

const kinds = {
  open: IssueOpenedIcon,
  reopen: IssueReopenedIcon,
  update: SyncIcon,
  close: CheckIcon,
  note: NoteIcon,
  ticket_opened: CommentIcon,
  channel_missing: AlertIcon,
  template_failed: AlertIcon,
} as const satisfies Readonly<Record<string, Icon>>

/** What happened to a case, first to last. */
export function CaseStory({
  moments,
}: {
  readonly moments: readonly { readonly at: string; readonly kind: string; readonly says: string }[]
}) {
  const t = own.use()
  return (
    <Story
      moments={moments.map(({ at, kind, says }) => ({
        at,
        says,
        title: isOneOf(kinds, kind) ? t(`kind.${kind}`) : wordsOf(kind),
        icon: isOneOf(kinds, kind) ? kinds[kind] : NoteIcon,
      }))}
    />
  )
}
