import { Badge } from '@mantine/core'
import type { Write } from './writes.ts'
import { own } from './words/own.ts'

const colors = {
  proposed: 'yellow',
  waiting: 'blue',
  sending: 'blue',
  unknown: 'orange',
  succeeded: 'teal',
  refused: 'gray',
  needs_person: 'red',
} as const

export function StateBadge({ state }: { readonly state: Write['state'] }) {
  const t = own.use()
  return (
    <Badge color={colors[state]} size="sm">
      {t(`state.${state}`)}
    </Badge>
  )
}
