import { Alert, Button, Loader, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ShieldCheckIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { own } from './words/own.ts'

/** Walks the chain of the audit, and says whether every record is there and as it was written. */
export function Verify() {
  const t = own.use()
  const [isOpen, { open, close }] = useDisclosure(false)
  const walk = useQuery({
    queryKey: ['audit', 'verify'],
    queryFn: ({ signal }) => ask('GET', '/v1/audit/verify', { signal }),
    enabled: isOpen,
    gcTime: 0,
  })
  const found = walk.data
  return (
    <>
      <Button variant="default" leftSection={<ShieldCheckIcon />} onClick={open}>
        {t('verify')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('verify.title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {walk.isFetching && <Loader size="sm" aria-label={t('verify.title')} />}
        {walk.isError && <ErrorPanel error={walk.error} onRetry={() => void walk.refetch()} />}
        {!walk.isFetching && found?.isWhole === true && (
          <Alert color="teal" title={t('verify.good')} role="status">
            <Text size="sm">{t('verify.good.says', { count: found.records })}</Text>
            <Text size="sm">
              {found.anchoredTo > 0
                ? t('verify.anchored', { seq: found.anchoredTo })
                : t('verify.unanchored')}
            </Text>
          </Alert>
        )}
        {!walk.isFetching && found?.isWhole === false && (
          <Alert color="red" role="alert" title={t('verify.bad', { seq: found.badSeq })}>
            {found.says}
          </Alert>
        )}
      </Modal>
    </>
  )
}
