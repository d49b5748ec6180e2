import { Button, Group, Text } from '@mantine/core'
import { notifications, type NotificationData } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import { KeyHint } from '#console/kit/show/key-hint.tsx'
import type { Say } from '#console/kit/words/words.ts'
import type { en } from '#console/words/en.ts'
import { takeBack } from './take-back.ts'

let last: (() => void) | undefined

/** For ten seconds what was just done can be taken back, by the button or by `z`; the pointer or the keyboard on it stops the time. */
export function offerUndo({
  says,
  intent,
  queries,
  t,
}: {
  /** What was done, in few words. */
  readonly says: string
  readonly intent: string
  readonly queries: QueryClient
  readonly t: Say<typeof en>
}): void {
  const id = `undo-${intent}`
  const undo = () => {
    last = undefined
    notifications.hide(id)
    void takeBack(intent, queries, t)
  }
  last = undo
  const toast: NotificationData = {
    id,
    autoClose: 10_000,
    message: (
      <Group
        justify="space-between"
        wrap="nowrap"
        // Mantine stops the time for the pointer alone.
        onFocus={() => notifications.update({ ...toast, autoClose: false })}
        onBlur={() => notifications.update(toast)}
      >
        <Text size="sm">{says}</Text>
        <Button size="compact-sm" variant="light" onClick={undo} rightSection={<KeyHint keys="z" />}>
          {t('undo.undo')}
        </Button>
      </Group>
    ),
    onClose: () => {
      if (last === undo) last = undefined
    },
  }
  notifications.show(toast)
}

/** Takes back what was offered last, if it still can be. */
export function undoLast(): void {
  last?.()
}
