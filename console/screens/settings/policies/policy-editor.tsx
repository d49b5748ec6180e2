import { Alert, Anchor, JsonInput, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { ask, type Answer, type Asked } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { SaveBar } from '#console/kit/save/save-bar.tsx'
import { StaleSave, staleFields } from '#console/kit/save/stale-save.tsx'
import { useDraft } from '#console/kit/save/use-draft.ts'
import { Section } from '#console/kit/show/section.tsx'
import { own } from '../words/own.ts'
import { fieldsOf, layOnTop } from './merge-policy.ts'

type Policy = Answer<'GET', '/v1/policies'>['policy']
type Input = NonNullable<Asked<'PUT', '/v1/policies'>['input']>

/** The policy as its data. Saving needs a reason and a fresh sign-in, and never overwrites what somebody else saved meanwhile. */
export function PolicyEditor({ version, policy }: { readonly version: number; readonly policy: Policy }) {
  const t = own.use()
  const { can } = useAccount()
  const queries = useQueryClient()
  const form = useDraft({ value: { text: written(policy) }, version })
  const { text } = form.draft
  const setText = (next: string) => form.change({ text: next })
  const [reason, setReason] = useState('')
  const read = readPolicy(text)
  const save = useMutation({
    mutationFn: (input: Input) => ask('PUT', '/v1/policies', { input }),
    onSuccess: async () => {
      form.discard()
      setReason('')
      notifications.show({ message: t('editor.saved') })
      await queries.invalidateQueries({ queryKey: ['policies'] })
      await queries.invalidateQueries({ queryKey: ['caps'] })
    },
    // Somebody else saved before: what they made is read, and shows against this.
    onError: () => queries.invalidateQueries({ queryKey: ['policies'] }),
  })
  if (!can('policies:write')) return null
  const was = readPolicy(form.base.value.text) ?? {}
  const flaws = isProblem(save.error) ? (save.error.told.errors ?? []) : []
  return (
    <Section title={t('editor')} says={t('editor.says')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (read) save.mutate({ from: form.base.version, reason, policy: read })
        }}
      >
        <Stack>
          <JsonInput
            label={t('editor.policy')}
            autosize
            minRows={6}
            maxRows={24}
            spellCheck={false}
            value={text}
            validationError={t('editor.json')}
            onChange={setText}
          />
          <TextInput
            label={t('because')}
            description={t('because.says')}
            required
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
          {save.isError && !form.isStale && (
            <Alert color="red" role="alert" title={t('editor.failed')}>
              {save.error.message} {flaws.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ')}{' '}
              <Anchor href="/security" fz="sm" c="inherit" td="underline">
                {t('editor.signIn')}
              </Anchor>
            </Alert>
          )}
          {form.isStale && (
            <StaleSave
              by={null}
              fields={staleFields({
                was: fieldsOf(was),
                now: fieldsOf(policy),
                mine: fieldsOf(read ?? was),
              })}
              onTheirs={form.discard}
              onMine={() =>
                form.putMineOnTop({ text: written(layOnTop({ was, now: policy, mine: read ?? was })) })
              }
            />
          )}
          <SaveBar
            isChanged={form.isChanged}
            isBusy={save.isPending}
            isHeld={form.isStale}
            onDiscard={form.discard}
          />
        </Stack>
      </form>
    </Section>
  )
}

const written = (policy: object): string => JSON.stringify(policy, null, 2)

function readPolicy(text: string): Input['policy'] | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? read : undefined
  } catch {
    return undefined
  }
}
