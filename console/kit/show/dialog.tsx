import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { own } from '#console/words/own.ts'
import { useFocusBack } from './use-focus-back.ts'

/** A question in front of the page; the page has put it there, and takes it away when it is closed. */
export function Dialog({
  title,
  size = 'md',
  onClose,
  children,
}: {
  readonly title: string
  readonly size?: 'md' | 'lg'
  onClose(): void
  readonly children: ReactNode
}) {
  const t = own.use()
  useFocusBack()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      styles={{ title: { fontWeight: 650 } }}
    >
      {children}
    </Modal>
  )
}
