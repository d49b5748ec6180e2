import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ReplyIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import type { Write } from './writes.ts'
import { own } from './words/own.ts'

/** Takes a done write back. Whether the platform can, and whether it still is as it was left, the server says in words. */
export function UndoWrite({ one }: { readonly one: Write }) {
  const t = own.use()
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => ask('POST', '/v1/intents/:intent/undo', { params: { intent: one.id } }),
    onSuccess: async answer => {
      const isDone = typeof answer === 'object' && answer !== null && 'output' in answer
      notifications.show({ message: t(isDone ? 'undo.done' : 'undo.waits') })
      await queries.invalidateQueries({ queryKey: ['writes'] })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  if (one.state !== 'succeeded' || one.preview === null) return null
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<ReplyIcon />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      {t('undo.do')}
    </Button>
  )
}
