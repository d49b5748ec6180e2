import { Button, Group, Menu, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { CheckIcon, KebabHorizontalIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '../words/own.ts'
import { roles, type Role } from './roles.ts'

type Member = Answer<'GET', '/v1/members'>['data'][number]

/** What can be done about a member: another role, another link to sign in, or good-bye. */
export function MemberMenu({ member, onLink }: { readonly member: Member; onLink(link: string): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure(false)
  const params = { member: member.id }
  const name = member.name || member.email
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['members'] })
  const onError = (error: Error) => notifications.show({ color: 'red', message: error.message })
  const change = useMutation({
    mutationFn: (role: Role) => ask('PATCH', '/v1/members/:member', { params, input: { role } }),
    onSuccess,
    onError,
  })
  const invite = useMutation({
    mutationFn: () => ask('POST', '/v1/members/:member/invitation', { params }),
    onSuccess: made => onLink(made.secret),
    onError,
  })
  const remove = useMutation({
    mutationFn: () => ask('DELETE', '/v1/members/:member', { params }),
    onSuccess: async () => {
      close()
      await onSuccess()
    },
  })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="xs" aria-label={t('members.menu', { name })}>
            <KebabHorizontalIcon />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('members.role')}</Menu.Label>
          {Object.keys(roles).map(role => (
            <Menu.Item
              key={role}
              aria-current={member.role === role}
              rightSection={member.role === role && <CheckIcon size={14} />}
              onClick={() => isOneOf(roles, role) && role !== member.role && change.mutate(role)}
            >
              {isOneOf(roles, role) ? t(`role.${role}`) : role}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => invite.mutate()}>{t('members.invite')}</Menu.Item>
          <Menu.Item onClick={open}>{t('members.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('members.remove.of', { name })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Text mb="md">{t('members.remove.says')}</Text>
        <Failed error={remove.error} mb="md" />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('members.remove')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
