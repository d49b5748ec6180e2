import { Text } from '@mantine/core'
import {
  AlertIcon,
  CheckIcon,
  DotFillIcon,
  KeyIcon,
  PlugIcon,
  ToolsIcon,
  type Icon,
} from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { Story } from '#console/kit/show/story.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { historyQuery } from './connections.ts'
import { own } from './words/own.ts'

const icons: Readonly<Record<string, Icon>> = {
  connected: PlugIcon,
  checked: CheckIcon,
  secret: KeyIcon,
  upkeep: ToolsIcon,
  repaired: ToolsIcon,
  version: AlertIcon,
  error: AlertIcon,
}

/** What happened to a connection, newest first. */
export function History({ id }: { readonly id: string }) {
  const t = own.use()
  const query = useQuery(historyQuery(id))
  return (
    <Read query={query}>
      {rows =>
        rows.length === 0 ? (
          <Text c="dimmed">{t('part.noHistory')}</Text>
        ) : (
          <Story
            moments={rows.map(({ at, kind, says }) => ({
              at,
              title: says,
              icon: icons[kind] ?? DotFillIcon,
            }))}
          />
        )
      }
    </Read>
  )
}
