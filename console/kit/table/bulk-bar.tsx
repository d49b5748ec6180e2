import { Button, CloseButton, Group, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'
import type { List } from './use-list.ts'
import type { Selection } from './use-selection.ts'
import classes from './table.module.css'

/** What can be done with the selected rows; here, too, one goes from those that were read to all that match. */
export function BulkBar<R>({
  selection,
  list,
  children,
}: {
  readonly selection: Selection
  readonly list: List<R>
  /** Buttons. */
  readonly children?: ReactNode
}) {
  const t = own.use()
  const { counted } = useFormats()
  const { ids, isAllMatching } = selection
  if (ids.size === 0) return null
  const total = list.total ?? 0
  return (
    <Paper className={classes['bulk']} withBorder shadow="md" role="region" aria-label={t('bulk.actions')}>
      <Group gap="sm">
        <Text size="sm" fw={600} aria-live="polite">
          {t('bulk.selected', { count: isAllMatching ? total : ids.size })}
        </Text>
        {!isAllMatching && total > ids.size && ids.size >= list.rows.length && (
          <Button variant="subtle" size="compact-sm" onClick={selection.selectAllMatching}>
            {t('bulk.all', { total: counted(total) })}
          </Button>
        )}
        {children}
        <CloseButton aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={selection.clear} />
      </Group>
    </Paper>
  )
}
