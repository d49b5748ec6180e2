import { Badge, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { DownloadIcon, SyncIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { saveFile } from '#console/kit/export/save-file.ts'
import { Dialog } from '#console/kit/show/dialog.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'
import { BulkRows } from './bulk-rows.tsx'
import { bulkQuery, readFailures, type Bulk } from './bulks.ts'

interface DialogProps {
  /** What is done, as its button says it. */
  readonly title: string
  /** What people call the thing of a row. */
  nameOf(input: unknown): string
}

/** How the bulk of the address goes: how far, what failed and why, and the failed ones once more. It goes on when this is closed. */
export function BulkDialog(props: DialogProps) {
  const [{ bulk }, change] = useAddress()
  return bulk === undefined ? null : (
    <Dialog title={props.title} size="lg" onClose={() => change({ bulk: undefined })}>
      <Going id={bulk} {...props} />
    </Dialog>
  )
}

function Going({ id, nameOf }: DialogProps & { readonly id: string }) {
  const query = useQuery(bulkQuery(id))
  return <Read query={query}>{bulk => <Told bulk={bulk} nameOf={nameOf} />}</Read>
}

function Told({ bulk, nameOf }: { readonly bulk: Bulk } & Pick<DialogProps, 'nameOf'>) {
  const t = own.use()
  const { number } = useFormats()
  const { id, total, done, asked, failed, state } = bulk
  const over = done + asked + failed
  return (
    <Stack gap="sm">
      <Progress.Root size="lg" aria-label={t('bulk.progress')}>
        <Progress.Section value={(done / total) * 100} color="teal" aria-label={t('bulk.done')} />
        <Progress.Section value={(asked / total) * 100} color="indigo" aria-label={t('bulk.asked')} />
        <Progress.Section value={(failed / total) * 100} color="red" aria-label={t('bulk.failed')} />
      </Progress.Root>
      <Text fw={600} role="status">
        {t(`bulk.is.${state}`, { over: number(over), total: number(total) })}
      </Text>
      <Group gap="lg" fz="sm">
        <Text size="sm">{t('bulk.count.done', { count: done, n: number(done) })}</Text>
        {asked > 0 && <Text size="sm">{t('bulk.count.asked', { count: asked, n: number(asked) })}</Text>}
        {failed > 0 && (
          <Badge color="red" size="lg">
            {t('bulk.count.failed', { count: failed, n: number(failed) })}
          </Badge>
        )}
      </Group>
      {failed > 0 && <BulkRows id={id} nameOf={nameOf} />}
      <Deeds bulk={bulk} />
    </Stack>
  )
}

function Deeds({ bulk: { id, state, failed } }: { readonly bulk: Bulk }) {
  const t = own.use()
  const params = { bulk: id }
  const queries = useQueryClient()
  const onSuccess = (now: Bulk) => queries.setQueryData(bulkQuery(id).queryKey, now)
  const retry = useMutation({
    mutationFn: () => ask('POST', '/v1/bulks/:bulk/retry', { params }),
    onSuccess,
  })
  const cancel = useMutation({
    mutationFn: () => ask('POST', '/v1/bulks/:bulk/cancel', { params }),
    onSuccess,
  })
  const keep = useMutation({ mutationFn: async () => saveFile('failed.csv', await readFailures(id)) })
  const error = retry.error ?? cancel.error ?? keep.error
  return (
    <>
      <Failed error={error} />
      <Group justify="flex-end" gap="xs">
        {state === 'running' && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('bulk.cancel')}
          </Button>
        )}
        {failed > 0 && (
          <>
            <Button
              variant="default"
              leftSection={<DownloadIcon />}
              loading={keep.isPending}
              onClick={() => keep.mutate()}
            >
              {t('bulk.csv')}
            </Button>
            <Button
              leftSection={<SyncIcon />}
              disabled={state === 'running'}
              loading={retry.isPending}
              onClick={() => retry.mutate()}
            >
              {t('bulk.retry')}
            </Button>
          </>
        )}
      </Group>
    </>
  )
}
