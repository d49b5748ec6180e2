import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import type { Say } from '#console/kit/words/words.ts'
import type { en } from './words/en.ts'

/** What was approved and lies still is called back by this toast, as long as it lies. */
export function offerCallBack({
  intent,
  seconds,
  title,
  queries,
  t,
}: {
  readonly intent: string
  readonly seconds: number
  readonly title: string
  readonly queries: QueryClient
  readonly t: Say<typeof en>
}): void {
  const id = `approved-${intent}`
  const callBack = async () => {
    notifications.hide(id)
    try {
      await ask('POST', '/v1/intents/:intent/undo', { params: { intent } })
      notifications.show({ message: t('decide.undone') })
    } catch (error) {
      notifications.show({ color: 'red', message: error instanceof Error ? error.message : String(error) })
    }
    await queries.invalidateQueries({ queryKey: ['approvals'] })
  }
  notifications.show({
    id,
    color: 'teal',
    autoClose: seconds * 1000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t('decide.approved', { title })}</Text>
        <Button size="compact-sm" variant="light" onClick={() => void callBack()}>
          {t('decide.undo')}
        </Button>
      </Group>
    ),
  })
}
