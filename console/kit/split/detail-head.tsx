import { Anchor, Group, Title, VisuallyHidden } from '@mantine/core'
import { ChevronLeftIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { HelpLink } from '#console/kit/show/help-link.tsx'
import { useIsWide } from './use-is-wide.ts'

/** The name of what is open beside a list; on a phone with the way back to the list. */
export function DetailHead({
  title,
  beside,
  back,
  children,
}: {
  readonly title: string
  readonly beside?: ReactNode
  readonly back: { readonly to: string; readonly says: string }
  /** Buttons. */
  readonly children?: ReactNode
}) {
  const isWide = useIsWide()
  return (
    <div>
      {/* A phone hides the list with its name, and with its help. */}
      {!isWide && (
        <VisuallyHidden>
          <h1>{back.says}</h1>
        </VisuallyHidden>
      )}
      <Anchor component={Link} to={back.to} search hiddenFrom="sm" size="sm" display="inline-flex" pt="sm">
        <Group gap={4}>
          <ChevronLeftIcon size={14} />
          {back.says}
        </Group>
      </Anchor>
      <Group justify="space-between" gap="sm" py="md">
        <Group gap="sm">
          <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {beside}
          {!isWide && <HelpLink />}
        </Group>
        <Group gap="xs">{children}</Group>
      </Group>
    </div>
  )
}
