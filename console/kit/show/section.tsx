import { Card, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A part of a screen with its name, what it is for, and what can be done with it as a whole. */
export function Section({
  title,
  says,
  beside,
  children,
}: {
  readonly title: string
  readonly says?: string
  readonly beside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group justify="space-between" gap="xs" mb={says === undefined ? 'sm' : 2}>
        <Title order={2} size="h5">
          {title}
        </Title>
        {beside}
      </Group>
      {says !== undefined && (
        <Text size="sm" c="dimmed" mb="md" maw={680}>
          {says}
        </Text>
      )}
      {children}
    </Card>
  )
}
