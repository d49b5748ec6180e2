import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '#console/api/client.ts'
import { useAddress } from '#console/kit/table/use-address.ts'
import type { NewBulk } from './bulks.ts'

/** Begins a bulk, and opens what shows how it goes. */
export function BulkButton({
  bulk,
  onBegun,
  children,
}: {
  /** Over rows, or over all that a list finds. */
  readonly bulk: NewBulk
  onBegun(): void
  readonly children: ReactNode
}) {
  const [, change] = useAddress()
  const begin = useMutation({
    mutationFn: () => ask('POST', '/v1/bulks', { input: bulk }),
    onSuccess: ({ id }) => {
      onBegun()
      // In the address: it is still seen after a reload.
      change({ bulk: id })
    },
    onError: error => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <Button size="compact-sm" loading={begin.isPending} onClick={() => begin.mutate()}>
      {children}
    </Button>
  )
}
