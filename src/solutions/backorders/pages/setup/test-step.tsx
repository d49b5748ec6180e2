import { Alert, Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { useAddress } from '#console/kit/table/use-address.ts'
import { backorders } from '../cases.ts'
import type { Progress } from './setup.ts'
import { Story } from './story.tsx'
import { own } from './words/own.ts'

/** An order that stock cannot cover, placed for practice or named out of the shop, and what comes of it as it comes. */
export function TestStep({ progress }: { readonly progress: Progress }) {
  const t = own.use()
  const [{ order }, change] = useAddress()
  const [name, setName] = useState('')
  const place = useMutation({
    mutationFn: () => ask('POST', '/v1/practice/orders'),
    onSuccess: placed => change({ step: 'test', order: placed.order }),
  })
  const judge = useMutation({
    mutationFn: () => backorders.perform('judge_order', { order: name.trim() }),
    onSuccess: () => change({ step: 'test', order: name.trim() }),
  })
  const error = place.error ?? judge.error
  return (
    <Stack gap="md">
      {progress.practice.length > 0 && (
        <Group>
          <Button
            loading={place.isPending}
            variant={order === undefined ? 'filled' : 'default'}
            onClick={() => place.mutate()}
          >
            {t('test.place')}
          </Button>
        </Group>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          judge.mutate()
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            label={t('test.order')}
            description={t('test.order.says')}
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            style={{ flex: '1 1 14rem' }}
          />
          <Button type="submit" variant="default" loading={judge.isPending}>
            {t('test.judge')}
          </Button>
        </Group>
      </form>
      {error !== null && (
        <Alert color="red" role="alert" title={t('test.failed')}>
          {error.message}
        </Alert>
      )}
      {order !== undefined && <Story key={order} order={order} />}
    </Stack>
  )
}
