import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A name and what stands there. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
      <Text c="dimmed" size="sm">
        {name}
      </Text>
      <Text component="div" size="sm" ta="end" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  )
}
