import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** What is known of one thing: a list of `Fact`s. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return (
    <Stack component="dl" gap={6} m={0}>
      {children}
    </Stack>
  )
}

/** A name and what stands there. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
      <Text component="dt" c="dimmed" size="sm">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} ta="end" className="tabular" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  )
}

/** Names in a column, and beside each what stands there. */
export function FactColumns({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Facts>
      {facts.map(([name, value]) => (
        <Group key={name} gap="sm" wrap="nowrap" align="baseline">
          <Text component="dt" c="dimmed" size="sm" w={120} style={{ flexShrink: 0 }}>
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        </Group>
      ))}
    </Facts>
  )
}
