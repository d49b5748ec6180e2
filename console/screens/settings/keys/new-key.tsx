import { Button, Checkbox, Modal, Radio, ScrollArea, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { accountQuery } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '../words/own.ts'

const days = ['7', '30', '90', '365'] as const

/** Makes a key that can do at most what its maker can: by default it only looks. */
export function NewKey({
  isOpen,
  onClose,
  onMade,
}: {
  readonly isOpen: boolean
  onClose(): void
  onMade(secret: string): void
}) {
  const t = own.use()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys.new')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <KeyForm onMade={onMade} />
    </Modal>
  )
}

function KeyForm({ onMade }: { onMade(secret: string): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const { data: account } = useSuspenseQuery(accountQuery)
  const reading = account.permissions
    .map(permission => permission.name)
    .filter(word => word.endsWith(':read') || word === 'act:personal')
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(reading)
  const [kind, setKind] = useState('reading')
  const [lasts, setLasts] = useState<string | null>('90')
  const make = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/api-keys', {
        input: {
          name,
          scopes: kind === 'reading' ? reading : scopes,
          ...(lasts !== null && {
            expiresAt: new Date(Date.now() + Number(lasts) * 86_400_000).toISOString(),
          }),
        },
      }),
    onSuccess: async made => {
      await queries.invalidateQueries({ queryKey: ['keys'] })
      onMade(made.secret)
    },
  })
  const flaws = isProblem(make.error) ? (make.error.told.errors ?? []) : []
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        make.mutate()
      }}
    >
      <Stack>
        <TextInput
          label={t('keys.name')}
          description={t('keys.name.says')}
          required
          maxLength={200}
          data-autofocus
          value={name}
          error={flaws.find(({ pointer }) => pointer === '/name')?.message}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Select
          label={t('keys.lasts')}
          placeholder={t('keys.lasts.forever')}
          clearable
          value={lasts}
          data={days.map(value => ({ value, label: t('keys.days', { count: Number(value) }) }))}
          onChange={setLasts}
        />
        <Radio.Group label={t('keys.may')} value={kind} onChange={setKind}>
          <Stack gap="xs" mt="xs">
            <Radio value="reading" label={t('keys.may.read')} />
            <Radio value="chosen" label={t('keys.may.chosen')} />
          </Stack>
        </Radio.Group>
        {kind === 'chosen' && (
          <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0 }}>
            <Checkbox.Group label={t('keys.scopes')} value={scopes} onChange={setScopes}>
              <Stack gap="xs" mt="xs">
                {account.permissions.map(({ name: word, says }) => (
                  <Checkbox key={word} value={word} label={word} description={says} />
                ))}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
        )}
        <Failed error={make.error} />
        <Button type="submit" loading={make.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('keys.make')}
        </Button>
      </Stack>
    </form>
  )
}
