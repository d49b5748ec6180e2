import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { Icon } from '@primer/octicons-react'
import type { ReactNode } from 'react'

/** What stands where nothing stands yet: what will be here, and one step that brings it here. */
export function EmptyState({
  icon: Mark,
  title,
  says,
  order = 2,
  children,
}: {
  readonly icon: Icon
  readonly title: string
  readonly says?: string
  /** Its rank among the headings: 1 where it is all that the page says. */
  readonly order?: 1 | 2
  readonly children?: ReactNode
}) {
  return (
    <Stack align="center" ta="center" gap="xs" py={56} px="md" role="status">
      <ThemeIcon variant="light" size={44} radius="xl">
        <Mark size={20} />
      </ThemeIcon>
      <Title order={order} size="h4">
        {title}
      </Title>
      {says !== undefined && (
        <Text c="dimmed" size="sm" maw={420}>
          {says}
        </Text>
      )}
      {children}
    </Stack>
  )
}
