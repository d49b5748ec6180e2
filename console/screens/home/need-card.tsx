import { Card, Group, Text, ThemeIcon } from '@mantine/core'
import {
  AlertIcon,
  ChecklistIcon,
  ChevronRightIcon,
  InboxIcon,
  PackageDependenciesIcon,
  PlugIcon,
  QuestionIcon,
  type Icon,
} from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { placeOf, type Tally } from './needs.ts'
import { own } from './words/own.ts'

const shown = {
  approvals_waiting: [ChecklistIcon, 'indigo'],
  writes_unclear: [QuestionIcon, 'red'],
  cases_open: [PackageDependenciesIcon, 'orange'],
  events_parked: [InboxIcon, 'yellow'],
  jobs_dead: [AlertIcon, 'red'],
  connections_unwell: [PlugIcon, 'red'],
} as const satisfies Readonly<Record<string, readonly [Icon, string]>>

/** A number that waits for a person; it leads to what it counts. */
export function NeedCard({ need, most }: { readonly need: Tally; readonly most: number }) {
  const t = own.use()
  const { counted } = useFormats()
  const { name, count } = need
  const [Mark, color] = isOneOf(shown, name) ? shown[name] : ([AlertIcon, 'gray'] as const)
  return (
    <Card component={Link} to={placeOf(need)} withBorder padding="md">
      <Group justify="space-between" wrap="nowrap">
        <Group gap="md" wrap="nowrap">
          <ThemeIcon variant="light" color={color} size={40} radius="md">
            <Mark size={18} />
          </ThemeIcon>
          <div>
            <Text fz={24} fw={700} lh={1.2} className="tabular">
              {counted(count, most)}
            </Text>
            <Text size="sm" c="dimmed">
              {isOneOf(shown, name) ? t(`need.${name}`, { count }) : wordsOf(name)}
            </Text>
          </div>
        </Group>
        <ChevronRightIcon size={16} />
      </Group>
    </Card>
  )
}
