import {
  CheckIcon,
  IssueOpenedIcon,
  PackageIcon,
  PencilIcon,
  SyncIcon,
  XIcon,
  type Icon,
} from '@primer/octicons-react'
import { Anchor, Text } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Story } from '#console/kit/show/story.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import type { Say } from '#console/kit/words/words.ts'
import type { Moment } from '../orders.ts'
import type { en } from '../words/en.ts'
import { own } from '../words/own.ts'

const icons: Readonly<Record<string, Icon>> = {
  event: PackageIcon,
  case: IssueOpenedIcon,
  write: PencilIcon,
  approval: CheckIcon,
}
const facts = {
  'order.created': true,
  'order.updated': true,
  'order.cancelled': true,
  'order.deleted': true,
} as const
const steps = {
  open: true,
  reopen: true,
  update: true,
  close: true,
  note: true,
  ticket_opened: true,
  channel_missing: true,
  template_failed: true,
} as const
const verdicts = { approved: true, rejected: true } as const
const pages: Readonly<Record<string, string>> = {
  case: '/backorders/',
  approval: '/approvals/',
  write: '/writes/',
  event: '/events/',
}

/** Everything around an order in one line of time, newest first, each with the page that tells more. */
export function OrderStory({ moments }: { readonly moments: readonly Moment[] }) {
  const t = own.use()
  const { routesByPath } = useRouter()
  if (moments.length === 0) return <Text c="dimmed">{t('order.story.none')}</Text>
  const isThere = (page: string) => Object.keys(routesByPath).some(path => path.startsWith(`${page}$`))
  return (
    <Story
      moments={moments.map(moment => {
        const page = pages[moment.kind]
        const title = titleOf(moment, t)
        return {
          at: moment.at,
          icon: iconOf(moment),
          title:
            page !== undefined && moment.id !== null && isThere(page) ? (
              <Anchor component={Link} to={`${page}${moment.id}`} inherit>
                {title}
              </Anchor>
            ) : (
              title
            ),
          ...saysOf(moment, t),
        }
      })}
    />
  )
}

function titleOf({ kind, what, says }: Moment, t: Say<typeof en>): string {
  if (kind === 'event') return isOneOf(facts, what) ? t(`fact.${what}`) : wordsOf(what)
  if (kind === 'case') return isOneOf(steps, what) ? t(`case.${what}`) : wordsOf(what)
  if (kind === 'approval') return isOneOf(verdicts, what) ? t(`verdict.${what}`) : wordsOf(what)
  return kind === 'write' ? wordsOf(says.slice(says.indexOf('.') + 1)) : says
}

// A fact and a write have said it with their title.
function saysOf({ kind, says, who }: Moment, t: Say<typeof en>): { readonly says?: string } {
  const parts = [
    ...(says === '' || kind === 'event' || kind === 'write' ? [] : [says]),
    ...(who === null ? [] : [t('order.who', { who })]),
  ]
  return parts.length === 0 ? {} : { says: parts.join('\n') }
}

function iconOf({ kind, what }: Moment): Icon {
  if (what === 'rejected' || what === 'order.cancelled') return XIcon
  return icons[kind] ?? SyncIcon
}
