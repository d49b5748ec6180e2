import { Badge, Group, Text } from '@mantine/core'
import { Money } from '#console/kit/show/money.tsx'
import { Time } from '#console/kit/show/time.tsx'
import type { RowWords } from '#console/kit/split/split-row.tsx'
import type { Say } from '#console/kit/words/words.ts'
import { actionInWords, type Approval } from './approvals.ts'
import type { en } from './words/en.ts'

const colors = {
  waiting: 'yellow',
  approved: 'teal',
  denied: 'red',
  expired: 'gray',
  withdrawn: 'gray',
} as const

/** One line of the queue: what, how much, who asked, and how long there is. */
export function rowWords(row: Approval, t: Say<typeof en>, told: (english: string) => string): RowWords {
  const { money, title } = row.preview
  return {
    title,
    beside: money && (
      <Text span size="sm" fw={600}>
        <Money {...money} />
      </Text>
    ),
    below: (
      <Group gap={6} mt={2} justify="space-between" wrap="nowrap">
        <Text span size="xs" c="dimmed" truncate>
          {told(actionInWords(row.action))}
          {row.asker && row.asker.name !== '' && ` · ${row.asker.name}`}
        </Text>
        {row.state === 'waiting' ? (
          <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            <Time at={row.requested_at} />
          </Text>
        ) : (
          <StateBadge state={row.state} t={t} />
        )}
      </Group>
    ),
  }
}

export function StateBadge({ state, t }: { readonly state: Approval['state']; readonly t: Say<typeof en> }) {
  return (
    <Badge color={colors[state]} size="sm">
      {t(`state.${state}`)}
    </Badge>
  )
}
