import { Anchor, Box, Group, Title } from '@mantine/core'
import { ChevronLeftIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { CopyCommand } from '#console/kit/command/copy-command.tsx'
import { useRemembered } from '#console/kit/recent/use-remembered.ts'
import { HelpLink } from './help-link.tsx'

/** The name of a screen, also of the browser's tab, its help, and what can be done here. */
export function PageHeader({
  title,
  beside,
  back,
  children,
}: {
  readonly title: string
  /** A badge or a count behind the title. */
  readonly beside?: ReactNode
  readonly back?: { readonly to: string; readonly says: string }
  /** Buttons. */
  readonly children?: ReactNode
}) {
  useRemembered(title)
  useEffect(() => {
    document.title = `${title} · Storewright`
  }, [title])
  return (
    <Box px="lg" pt="md" pb="sm">
      {back && (
        <Anchor component={Link} to={back.to} size="sm" mb={4} display="inline-flex">
          <Group gap={4}>
            <ChevronLeftIcon size={14} />
            {back.says}
          </Group>
        </Anchor>
      )}
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={1} size="h3">
            {title}
          </Title>
          {beside}
          <Group gap={2} wrap="nowrap">
            <HelpLink />
            <CopyCommand />
          </Group>
        </Group>
        <Group gap="xs">{children}</Group>
      </Group>
    </Box>
  )
}
