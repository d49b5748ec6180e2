import { Card, Stack, Switch } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '#console/api/problem.ts'
import { SaveBar } from '#console/kit/save/save-bar.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { backorders } from '../cases.ts'
import { changedIn, groups, type Held } from './groups.ts'
import { Impact } from './impact.tsx'
import { NotSaved } from './not-saved.tsx'
import { SettingField } from './setting-field.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { own } from './words/own.ts'

const settingsQuery = queryOptions({
  queryKey: ['backorders', 'settings'],
  queryFn: () => backorders.read('get_settings', {}),
})

/** Everything a merchant may decide about Backorder watch. What is switched holds at once; all else is saved together. */
export function SettingsPage() {
  const t = own.use()
  const query = useQuery(settingsQuery)
  return (
    <>
      <PageHeader title={t('title')} back={{ to: '/backorders', says: t('back') }} />
      <Read query={query}>{found => <SettingsForm kept={found.settings} version={found.version} />}</Read>
    </>
  )
}

function SettingsForm({ kept, version }: { readonly kept: Held; readonly version: number }) {
  const t = own.use()
  const [changes, setChanges] = useState<Partial<Held>>({})
  const draft = { ...kept, ...changes }
  const changed = changedIn(kept, draft)
  const save = useSave(version, () => setChanges({}))
  const chosen = Object.fromEntries(changed.map(name => [name, draft[name]]))
  const flaws = isProblem(save.error) ? (save.error.told.errors ?? []) : []
  const flawOf = (name: string) => flaws.find(({ pointer }) => pointer.split('/').includes(name))?.message
  const change = (some: Partial<Held>) => setChanges({ ...changes, ...some })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate(chosen)
      }}
    >
      <Stack px="lg" pb="lg" maw={1080}>
        <Watching isOn={kept.isOn} version={version} />
        {groups.map(({ id, fields }) => (
          <Section key={id} title={t(`group.${id}`)} says={t(`group.${id}.says`)}>
            <Stack maw={640}>
              {fields.map(name => (
                <SettingField
                  key={name}
                  name={name}
                  value={draft[name]}
                  flaw={flawOf(name)}
                  onChange={value => change({ [name]: value })}
                />
              ))}
            </Stack>
          </Section>
        ))}
        <Section title={t('group.texts')} says={t('group.texts.says')}>
          <TemplateEditor
            value={draft}
            flaws={Object.fromEntries(
              flaws.map(({ pointer, message }) => [pointer.split('/').at(-1) ?? '', message]),
            )}
            onChange={change}
          />
        </Section>
        <Impact
          tried={{ ...chosen, subjectTemplate: kept.subjectTemplate, bodyTemplate: kept.bodyTemplate }}
        />
        {save.isError && <NotSaved error={save.error} onRead={save.reset} />}
        <SaveBar isChanged={changed.length > 0} isBusy={save.isPending} onDiscard={() => setChanges({})} />
      </Stack>
    </form>
  )
}

/** On or off holds at once: there is nothing to weigh that a second press would not undo. */
function Watching({ isOn, version }: { readonly isOn: boolean; readonly version: number }) {
  const t = own.use()
  const save = useSave(version, () => undefined)
  return (
    <Card withBorder>
      <Switch
        size="md"
        label={t('field.isOn')}
        description={t(isOn ? 'about.isOn' : 'about.isOff')}
        checked={isOn}
        disabled={save.isPending}
        onChange={event => save.mutate({ isOn: event.currentTarget.checked })}
      />
    </Card>
  )
}

function useSave(version: number, onSaved: () => void) {
  const t = own.use()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<Held>) => backorders.perform('change_settings', { change, version }),
    onSuccess: done => {
      if (done.is === 'done') queries.setQueryData(settingsQuery.queryKey, done.output)
      onSaved()
      notifications.show({ message: t('saved') })
    },
  })
}
