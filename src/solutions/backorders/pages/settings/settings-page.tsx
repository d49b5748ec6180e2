import { Card, Stack, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { isProblem } from '#console/api/problem.ts'
import { WhoElse } from '#console/kit/presence/who-else.tsx'
import { SaveBar } from '#console/kit/save/save-bar.tsx'
import { StaleSave } from '#console/kit/save/stale-save.tsx'
import { useDraft } from '#console/kit/save/use-draft.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { changedIn, groups, isName, type Held } from './groups.ts'
import { Impact } from './impact.tsx'
import { NotSaved } from './not-saved.tsx'
import { isConflict, settingsQuery, useSave, type Standing } from './save-settings.ts'
import { SettingField } from './setting-field.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { own } from './words/own.ts'

/** Everything a merchant may decide about Backorder watch. What is switched holds at once; all else is saved together. */
export function SettingsPage() {
  const t = own.use()
  const query = useQuery(settingsQuery)
  return (
    <>
      {query.data === undefined && (
        <PageHeader title={t('title')} back={{ to: '/backorders', says: t('back') }} />
      )}
      <Read query={query}>{found => <SettingsForm found={found} />}</Read>
    </>
  )
}

function SettingsForm({ found }: { readonly found: Standing }) {
  const t = own.use()
  const form = useDraft({ value: found.settings, version: found.version })
  const { draft, base, change } = form
  const save = useSave(base.version, form.discard)
  const changed = changedIn(base.value, draft)
  const chosen = Object.fromEntries(changed.map(name => [name, draft[name]]))
  const flaws = isProblem(save.error) && !isConflict(save.error) ? (save.error.told.errors ?? []) : []
  const flawOf = (name: string) => flaws.find(({ pointer }) => pointer.split('/').includes(name))?.message
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate(chosen)
      }}
    >
      <PageHeader
        title={t('title')}
        back={{ to: '/backorders', says: t('back') }}
        beside={<WhoElse what="settings" id="backorders" isEditing={form.isChanged} />}
      />
      <Stack px="lg" pb="lg" maw={1080}>
        <Watching found={found} onSaved={form.advance} />
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
          tried={{
            ...chosen,
            subjectTemplate: base.value.subjectTemplate,
            bodyTemplate: base.value.bodyTemplate,
          }}
        />
        {save.isError && !isConflict(save.error) && <NotSaved error={save.error} />}
        {form.isStale && (
          <StaleSave
            by={found.changedBy}
            fields={form.stale.map(one => ({ ...one, field: labelOf(one.field, t) }))}
            onTheirs={form.takeTheirs}
            onMine={form.putMineOnTop}
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
  )
}

/** On or off holds at once: there is nothing to weigh that a second press would not undo. */
function Watching({
  found,
  onSaved,
}: {
  readonly found: Standing
  onSaved(from: number, now: { value: Held; version: number }): void
}) {
  const t = own.use()
  const { version } = found
  const { isOn } = found.settings
  const save = useSave(version, now => onSaved(version, { value: now.settings, version: now.version }))
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

function labelOf(name: string, t: ReturnType<typeof own.use>): string {
  return isName(name) ? t(`field.${name}`) : name
}
