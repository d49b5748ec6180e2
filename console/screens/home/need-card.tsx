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
import { useFormats } from '#console/kit/words/formats.ts'
import type { Need } from './needs.ts'
import { own } from './words/own.ts'

const shown: Readonly<Record<Need['name'], { icon: Icon; color: string; to: string; isPage?: boolean }>> = {
  // A page of its own until the console has its screen.
  approvals: { icon: ChecklistIcon, color: 'indigo', to: '/approvals', isPage: true },
  writes: { icon: QuestionIcon, color: 'red', to: '/writes?state=needs_person' },
  cases: { icon: PackageDependenciesIcon, color: 'orange', to: '/backorders?status=open' },
  events: { icon: InboxIcon, color: 'yellow', to: '/events?state=parked' },
  jobs: { icon: AlertIcon, color: 'red', to: '/jobs' },
  connections: { icon: PlugIcon, color: 'red', to: '/connections' },
}

export function NeedCard({ need: { name, count, isMore } }: { readonly need: Need }) {
  const t = own.use()
  const { number } = useFormats()
  const { icon: Mark, color, to, isPage } = shown[name]
  const content = (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="md" wrap="nowrap">
        <ThemeIcon variant="light" color={color} size={40} radius="md">
          <Mark size={18} />
        </ThemeIcon>
        <div>
          <Text fz={24} fw={700} lh={1.2} className="tabular">
            {number(count)}
            {isMore && '+'}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`need.${name}`, { count })}
          </Text>
        </div>
      </Group>
      <ChevronRightIcon size={16} />
    </Group>
  )
  return isPage ? (
    <Card component="a" href={to} withBorder padding="md">
      {content}
    </Card>
  ) : (
    <Card component={Link} to={to} withBorder padding="md">
      {content}
    </Card>
  )
}
