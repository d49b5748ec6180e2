import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { Dialog } from '#console/kit/show/dialog.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { Read } from '#console/kit/states/read.tsx'
import type { Batch } from './approvals.ts'
import { BatchParts } from './batch-parts.tsx'
import { own } from './words/own.ts'

/** Several together: frozen under one hash, with their money in all; all of them are approved, or none. */
export function BatchDialog({
  ids,
  onClose,
  onDone,
}: {
  readonly ids: readonly string[]
  onClose(): void
  onDone(): void
}) {
  const t = own.use()
  const batch = useQuery({
    queryKey: ['approval-batch', ids],
    queryFn: ({ signal }) => ask('POST', '/v1/approval-batches', { input: { approvals: [...ids] }, signal }),
    // It is fixed as it was shown: what changes since is found when it is approved.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Dialog onClose={onClose} size="lg" title={t('batch.title', { count: ids.length })}>
      <Read query={batch}>{found => <Together batch={found} onDone={onDone} />}</Read>
    </Dialog>
  )
}

function Together({ batch, onDone }: { readonly batch: Batch; onDone(): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const count = batch.approvals.length
  const [reason, setReason] = useState(t('decide.asShown'))
  const approve = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/approval-batches/approve', {
        input: { approvals: batch.approvals.map(({ id }) => id), hash: batch.hash, reason },
      }),
    onSuccess: async () => {
      onDone()
      notifications.show({ color: 'teal', message: t('batch.done', { count }) })
      await queries.invalidateQueries({ queryKey: ['approvals'] })
    },
    onError: () => queries.invalidateQueries({ queryKey: ['approvals'] }),
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        approve.mutate()
      }}
    >
      <Stack gap="md">
        <BatchParts batch={batch} />
        <Text size="sm" c="dimmed">
          {t('batch.frozen')}
        </Text>
        <TextInput
          label={t('decide.reason')}
          description={t('decide.reasonHint')}
          required
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Failed error={approve.error} title={t('decide.failed')} color="orange" />
        <Group justify="flex-end">
          <Button type="submit" loading={approve.isPending}>
            {t('batch.approve', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
