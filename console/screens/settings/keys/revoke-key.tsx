import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '../words/own.ts'

/** Ends a key. It cannot be had back, so this asks. */
export function RevokeKey({ id, name }: { readonly id: string; readonly name: string }) {
  const t = own.use()
  const queries = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure(false)
  const revoke = useMutation({
    mutationFn: () => ask('DELETE', '/v1/api-keys/:key', { params: { key: id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['keys'] })
      close()
    },
  })
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={t('keys.revoke.of', { name })}>
        {t('keys.revoke')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('keys.revoke.of', { name })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Text mb="md">{t('keys.revoke.says')}</Text>
        <Failed error={revoke.error} mb="md" />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('keys.revoke')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
