import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { BatchDialog } from './batch-dialog.tsx'
import { own } from './words/own.ts'

/** What is marked of the queue, and to approve it all at once. */
export function BatchBar({
  ids,
  marked,
  onMark,
  onDone,
}: {
  readonly ids: readonly string[]
  readonly marked: readonly string[]
  onMark(ids: readonly string[]): void
  onDone(): void
}) {
  const t = own.use()
  const [isOpen, dialog] = useDisclosure(false)
  if (ids.length < 2) return null
  return (
    <Group px="lg" pb="xs" gap="xs" justify="space-between">
      <Group gap="xs">
        <Text size="sm" role="status" {...(marked.length === 0 && { c: 'dimmed' })}>
          {t('batch.marked', { count: marked.length })}
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onMark(marked.length === ids.length ? [] : ids.slice(0, 200))}
        >
          {marked.length === ids.length ? t('batch.clear') : t('batch.all', { count: ids.length })}
        </Button>
      </Group>
      {marked.length > 0 && (
        <Button size="compact-sm" onClick={dialog.open}>
          {t('batch.look')}
        </Button>
      )}
      {isOpen && (
        <BatchDialog
          ids={marked}
          onClose={dialog.close}
          onDone={() => {
            dialog.close()
            onDone()
          }}
        />
      )}
    </Group>
  )
}
