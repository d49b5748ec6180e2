import { ActionIcon } from '@mantine/core'
import { QuestionIcon } from '@primer/octicons-react'
import { useRouterState } from '@tanstack/react-router'
import { own } from '#console/words/own.ts'

/** Leads to the document that this screen names, as the server of this version has it; beside the work, which stays open. */
export function HelpLink() {
  const t = own.use()
  const help = useRouterState({ select: ({ matches }) => matches.at(-1)?.staticData.help })
  if (help === undefined) return null
  return (
    <ActionIcon
      component="a"
      href={`/docs/${help}`}
      target="_blank"
      variant="subtle"
      color="gray"
      aria-label={t('help.screen')}
      title={t('help.screen')}
    >
      <QuestionIcon size={16} />
    </ActionIcon>
  )
}
