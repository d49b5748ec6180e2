import { Button, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '../words/own.ts'
import { roles, type Role } from './roles.ts'

/** Adds somebody, and gives the link with which they sign in for the first time. */
export function AddMember({ onMade }: { onMade(link: string): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure(false)
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const add = useMutation({
    mutationFn: () => ask('POST', '/v1/members', { input: { email, name, role } }),
    onSuccess: async made => {
      close()
      onMade(made.secret)
      setEmail('')
      setName('')
      await queries.invalidateQueries({ queryKey: ['members'] })
    },
  })
  const flaws = isProblem(add.error) ? (add.error.told.errors ?? []) : []
  return (
    <>
      <Button onClick={open}>{t('members.add')}</Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('members.add')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <form
          onSubmit={event => {
            event.preventDefault()
            add.mutate()
          }}
        >
          <Stack>
            <TextInput
              label={t('members.email')}
              type="email"
              required
              data-autofocus
              value={email}
              error={flaws.find(({ pointer }) => pointer === '/email')?.message}
              onChange={event => setEmail(event.currentTarget.value)}
            />
            <TextInput
              label={t('members.name')}
              maxLength={200}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
            />
            <Select
              label={t('members.role')}
              allowDeselect={false}
              value={role}
              data={Object.keys(roles).map(value => ({
                value,
                label: isOneOf(roles, value) ? t(`role.${value}`) : value,
              }))}
              onChange={value => value !== null && isOneOf(roles, value) && setRole(value)}
            />
            <Failed error={add.error} />
            <Button type="submit" loading={add.isPending} style={{ alignSelf: 'flex-start' }}>
              {t('members.add.do')}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
