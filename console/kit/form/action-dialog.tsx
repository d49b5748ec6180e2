import { Modal, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { isGrave, type Action } from '#console/api/actions.ts'
import { offerUndo } from '#console/kit/undo/offer-undo.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { own } from '#console/words/own.ts'
import { useFocusBack } from '#console/kit/show/use-focus-back.ts'
import { useTold } from '#console/kit/told/told.ts'
import { ActionForm } from './action-form.tsx'

/** `backorders.judge_order` as people say it. */
export function titleOf({ name }: Pick<Action, 'name'>): string {
  return wordsOf(name.slice(name.indexOf('.') + 1))
}

/** An action in a dialog of its own: its form, what it would do, and afterwards the way back. */
export function ActionDialog({
  action,
  known,
  start,
  isShownFirst = isGrave(action),
  onClose,
}: {
  readonly action: Action
  readonly known?: Readonly<Record<string, unknown>>
  /** What fields begin with. */
  readonly start?: Readonly<Record<string, unknown>>
  /** Whether what it would do is shown before: without a word, where it is grave. */
  readonly isShownFirst?: boolean
  readonly onClose: () => void
}) {
  const t = own.use()
  const told = useTold()
  const title = told(titleOf(action))
  useFocusBack()
  const queries = useQueryClient()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      size="lg"
    >
      <Text size="sm" c="dimmed" mb="md">
        {told(action.says)}
      </Text>
      <ActionForm
        tool={action.name}
        schema={action.input}
        isShownFirst={isShownFirst}
        {...(known && { known })}
        {...(start && { start })}
        onDone={done => {
          onClose()
          void queries.invalidateQueries()
          if (done.is === 'waiting') notifications.show({ title: t('form.waiting'), message: done.says })
          else if (done.intent === undefined || !action.can_undo)
            notifications.show({ message: `${title}: ${t('form.done')}` })
          else offerUndo({ says: title, intent: done.intent, queries, t })
        }}
      />
    </Modal>
  )
}
