import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { Icon } from '@primer/octicons-react'
import type { ReactNode } from 'react'

/** What stands where nothing stands yet: what will be here, and one step that brings it here. */
export function EmptyState({
  icon: Mark,
  title,
  says,
  children,
}: {
  readonly icon: Icon
  readonly title: string
  readonly says?: string
  readonly children?: ReactNode
}) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" role="status">
      <ThemeIcon variant="light" size={44} radius="xl">
        <Mark size={20} />
      </ThemeIcon>
      <Title order={2} size="h4" ta="center">
        {title}
      </Title>
      {says !== undefined && (
        <Text c="dimmed" size="sm" ta="center" maw={420}>
          {says}
        </Text>
      )}
      {children}
    </Stack>
  )
}
