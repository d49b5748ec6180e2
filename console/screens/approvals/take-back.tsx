import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ReplyIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import type { FullApproval } from './approvals.ts'
import { own } from './words/own.ts'

/** Takes back what was approved and done, where the platform can. */
export function TakeBack({ one }: { readonly one: FullApproval }) {
  const t = own.use()
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => ask('POST', '/v1/intents/:intent/undo', { params: { intent: one.intent } }),
    onSuccess: async answer => {
      const isDone = typeof answer === 'object' && answer !== null && 'output' in answer
      notifications.show({ message: t(isDone ? 'decide.takenBack' : 'decide.takeBackWaits') })
      await queries.invalidateQueries({ queryKey: ['approvals'] })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  if (!one.can_undo || one.write_state !== 'succeeded') return null
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<ReplyIcon />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      {t('decide.takeBack')}
    </Button>
  )
}
