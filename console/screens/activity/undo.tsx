import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ReplyIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { own } from './words/own.ts'

/** Takes a write back; the server refuses where somebody has changed the same since, and says what. */
export function Undo({ intent }: { readonly intent: string }) {
  const t = own.use()
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => ask('POST', '/v1/intents/:intent/undo', { params: { intent } }),
    onSuccess: async () => {
      notifications.show({ message: t('undone') })
      await queries.invalidateQueries({ queryKey: ['activity'] })
    },
    onError: error => notifications.show({ color: 'red', title: t('notUndone'), message: error.message }),
  })
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<ReplyIcon size={14} />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      {t('undo')}
    </Button>
  )
}
