import { Button, Checkbox, Modal, ScrollArea, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Asked } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { own } from '../words/own.ts'

type Types = NonNullable<NonNullable<Asked<'POST', '/v1/hooks'>['input']>['types']>

/** Makes an outgoing webhook. */
export function HookDialog({
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
      title={t('hooks.new')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <HookForm onMade={onMade} />
    </Modal>
  )
}

function HookForm({ onMade }: { onMade(secret: string): void }) {
  const t = own.use()
  const queries = useQueryClient()
  const known = useQuery({
    queryKey: ['hook-types'],
    queryFn: async () => (await ask('GET', '/v1/hook-types')).data,
  })
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [types, setTypes] = useState<Types>([])
  const make = useMutation({
    mutationFn: () => ask('POST', '/v1/hooks', { input: { url, description, types } }),
    onSuccess: async made => {
      await queries.invalidateQueries({ queryKey: ['hooks'] })
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
          label={t('hooks.url')}
          description={t('hooks.url.says')}
          required
          type="url"
          data-autofocus
          value={url}
          error={flaws.find(({ pointer }) => pointer === '/url')?.message}
          onChange={event => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t('hooks.description')}
          maxLength={500}
          value={description}
          onChange={event => setDescription(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Checkbox.Group
            label={t('hooks.types')}
            description={t('hooks.types.says')}
            value={types}
            onChange={setTypes}
          >
            <Stack gap="xs" mt="xs">
              {known.data?.map(({ type, says }) => (
                <Checkbox key={type} value={type} label={type} description={says} />
              ))}
            </Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
        <Failed error={make.error} />
        <Button type="submit" loading={make.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('hooks.make')}
        </Button>
      </Stack>
    </form>
  )
}
