import { Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { useKnownKeys, useAreKeysOn } from '#console/kit/keys/known-keys.ts'
import { useFocusBack } from '#console/kit/show/use-focus-back.ts'
import { KeyHint } from '#console/kit/show/key-hint.tsx'
import { own } from '#console/words/own.ts'

/** What can be pressed here, made of the keys that work at this moment. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const t = own.use()
  const keys = useKnownKeys()
  useFocusBack()
  const [areOn, setAreOn] = useAreKeysOn()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="xs">
        {keys.map(({ keys: pressed, says }) => (
          <Group key={pressed} justify="space-between" wrap="nowrap">
            <Text size="sm">{says}</Text>
            <KeyHint keys={pressed} isRead />
          </Group>
        ))}
        <Switch
          mt="md"
          label={t('keys.on')}
          description={t('keys.on.says')}
          checked={areOn}
          onChange={event => setAreOn(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  )
}
