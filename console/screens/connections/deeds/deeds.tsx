import { Button, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { KebabHorizontalIcon, KeyIcon, PulseIcon, ShieldLockIcon, TrashIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useConnector, type Connection } from '../connections.ts'
import { own } from '../words/own.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'
import { useDeeds } from './use-deeds.ts'

/** What can be done with a connection. What can be taken back is done at once; removing it asks for its name. */
export function Deeds({ one }: { readonly one: Connection }) {
  const t = own.use()
  const navigate = useNavigate()
  const sheet = useConnector(one.connector)
  const { check, setStatus, authorise } = useDeeds(one)
  const [isRotating, rotating] = useDisclosure(false)
  const [isRemoving, removing] = useDisclosure(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<PulseIcon />}
        loading={check.isPending}
        onClick={() => check.mutate()}
      >
        {t('do.check')}
      </Button>
      {one.status !== 'revoked' && (
        <Button
          variant="default"
          loading={setStatus.isPending}
          onClick={() => setStatus.mutate(one.status === 'paused' ? 'active' : 'paused')}
        >
          {t(one.status === 'paused' ? 'do.resume' : 'do.pause')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={t('do.more')} px="xs">
            <KebabHorizontalIcon />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {sheet?.takesSecret && (
            <Menu.Item leftSection={<KeyIcon />} onClick={rotating.open}>
              {t('do.rotate')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<ShieldLockIcon />}
            onClick={() =>
              sheet?.byOAuth ? authorise.mutate() : void navigate({ to: `/connections/new/${one.connector}` })
            }
          >
            {t('do.again')}
          </Menu.Item>
          <Menu.Item color="red.9" leftSection={<TrashIcon />} onClick={removing.open}>
            {t('do.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRotating && <RotateDialog one={one} onClose={rotating.close} />}
      {isRemoving && <RemoveDialog one={one} onClose={removing.close} />}
    </>
  )
}
