import { Button, Group, Modal, Paper, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { own } from '#console/words/own.ts'
import { showStale } from './stale-save.tsx'
import classes from './save-bar.module.css'

/** Shows while something is not saved, and asks whoever would leave without saving. Its buttons save the form it stands in, or discard. */
export function SaveBar({
  isChanged,
  isBusy,
  isHeld = false,
  onDiscard,
}: {
  readonly isChanged: boolean
  readonly isBusy: boolean
  /** Somebody else saved meanwhile: first this person says what is to become of that. */
  readonly isHeld?: boolean
  onDiscard(): void
}) {
  const t = own.use()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  })
  return (
    <>
      {isChanged && (
        <Paper className={classes['bar']} withBorder shadow="md" role="region" aria-label={t('save.unsaved')}>
          <Group justify="space-between" gap="xs">
            <Text fw={600} size="sm" role="status">
              {t(isHeld ? 'stale.title' : 'save.unsaved')}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={onDiscard} disabled={isBusy}>
                {t('save.discard')}
              </Button>
              {isHeld ? (
                <Button onClick={showStale}>{t('stale.see')}</Button>
              ) : (
                <Button type="submit" loading={isBusy}>
                  {t('save.save')}
                </Button>
              )}
            </Group>
          </Group>
        </Paper>
      )}
      <Modal
        opened={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('save.leave')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <Text mb="md">{t('save.leave.says')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
            {t('save.stay')}
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            {t('save.leave.yes')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
