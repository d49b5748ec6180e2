import { notifications } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import type { Say } from '#console/kit/words/words.ts'
import type { en } from '#console/words/en.ts'

/** Takes a write back, and tells whether it is, or waits for a person, or why it is not. What is read is read anew. */
export async function takeBack(intent: string, queries: QueryClient, t: Say<typeof en>): Promise<void> {
  try {
    const answer = await ask('POST', '/v1/intents/:intent/undo', { params: { intent } })
    const isDone = typeof answer === 'object' && answer !== null && 'output' in answer
    notifications.show({ message: t(isDone ? 'undo.undone' : 'undo.waits') })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    notifications.show({ color: 'red', title: t('undo.failed'), message })
  }
  await queries.invalidateQueries()
}
