import { Button, type ButtonProps } from '@mantine/core'
import { ReplyIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { own } from '#console/words/own.ts'
import { takeBack } from './take-back.ts'

/** Takes a done write back. Whether the platform can, and whether it still is as it was left, the server says in words. */
export function UndoButton({ intent, ...look }: { readonly intent: string } & ButtonProps) {
  const t = own.use()
  const queries = useQueryClient()
  const undo = useMutation({ mutationFn: () => takeBack(intent, queries, t) })
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<ReplyIcon />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
      {...look}
    >
      {t('undo.undo')}
    </Button>
  )
}
