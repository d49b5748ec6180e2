import { Badge } from '@mantine/core'
import type { State } from './events.ts'
import { own } from './words/own.ts'

const colors = { new: 'blue', done: 'teal', parked: 'orange' } as const

export function StateBadge({ state }: { readonly state: State }) {
  const t = own.use()
  return (
    <Badge color={colors[state]} size="sm">
      {t(`state.${state}`)}
    </Badge>
  )
}
