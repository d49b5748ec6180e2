import { ActionIcon, Code, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { TerminalIcon } from '@primer/octicons-react'
import { curlOf } from '#console/api/request.ts'
import { own } from '#console/words/own.ts'
import { listedNow, useHasList } from './listed.ts'

/** Gives the command that reads from a terminal what the lists on this screen show. Nothing where there is no list. */
export function CopyCommand() {
  const t = own.use()
  if (!useHasList()) return null
  const copy = async () => {
    const command = listedNow()
      .map(request => curlOf(request, location.origin))
      .join('\n')
    // Browsers let no page without https write there.
    const isCopied = await navigator.clipboard?.writeText(command).then(
      () => true,
      () => false,
    )
    notifications.show({
      message: (
        <>
          <Text size="sm">{t(isCopied ? 'command.copied' : 'command.here')}</Text>
          {!isCopied && <Code block>{command}</Code>}
        </>
      ),
      autoClose: isCopied ? 5000 : false,
    })
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('command.copy')}
      title={t('command.copy')}
      onClick={() => void copy()}
    >
      <TerminalIcon size={16} />
    </ActionIcon>
  )
}
