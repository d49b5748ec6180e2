import '@mantine/spotlight/styles.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { SearchIcon, ZapIcon, type Icon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { useAccount } from '#console/api/account.ts'
import { actionsQuery, type Action } from '#console/api/actions.ts'
import { ActionDialog, titleOf } from '#console/kit/form/action-dialog.tsx'
import { useScheme } from '#console/kit/look/use-scheme.ts'
import { useTold } from '#console/kit/told/told.ts'
import { own } from '#console/words/own.ts'
import { entries } from '../screens.ts'
import classes from './palette.module.css'
import { chooseFirst } from './choose-first.ts'
import { useFound } from './use-found.ts'
import { useRecent } from './use-recent.ts'

const [store, palette] = createSpotlight()

/** Everything by its name: what was opened lately, screens, single orders and people, and every action that this person may perform. */
export function Palette({ calls }: { readonly calls: number }) {
  const t = own.use()
  const told = useTold()
  const navigate = useNavigate()
  const { can } = useAccount()
  const { turn } = useScheme()
  const actions = useQuery(actionsQuery)
  const [chosen, setChosen] = useState<Action>()
  const [typed, setTyped] = useState('')
  useEffect(() => palette.open(), [calls])
  const asked = typed.trim()
  const fits = (text: string) => text.toLowerCase().includes(asked.toLowerCase())
  const lately = useRecent().filter(({ title }) => fits(title))
  const { found, isSettled } = useFound(asked)
  const isNew = ({ to }: { readonly to: string }) => lately.every(one => one.to !== to)
  const screens = entries
    .filter(({ permission }) => permission === undefined || can(permission))
    .map(({ path, label, icon }) => ({ to: path, title: t(label), icon }))
    .filter(one => fits(one.title) && isNew(one))
  const deeds = (actions.data ?? [])
    .filter(({ risk }) => risk !== 'read' && risk !== 'personal')
    .filter(one => fits(`${told(titleOf(one))} ${one.name} ${told(one.says)}`))
    // What is called so comes before what only speaks of it.
    .toSorted((a, b) => Number(fits(told(titleOf(b)))) - Number(fits(told(titleOf(a)))))
  const kinds = found.map(({ kind, rows }) => ({ kind, rows: rows.filter(isNew) }))
  const count = kinds.reduce((sum, { rows }) => sum + rows.length, 0)
  const isNothing =
    lately.length + screens.length + count + deeds.length === 0 && !fits(t('shell.appearance'))
  // What is found comes later than what is known here.
  useEffect(() => {
    if (asked !== '' && count > 0) chooseFirst(store)
  }, [asked, count])
  const place = (one: { to: string; title: string; says?: string | null }, Shape: Icon) => (
    <Spotlight.Action
      key={one.to}
      label={one.title}
      {...(one.says && { description: one.says })}
      leftSection={<Shape size={16} />}
      onClick={() => void navigate({ to: one.to })}
    />
  )
  return (
    <>
      <Spotlight.Root
        store={store}
        query={typed}
        onQueryChange={setTyped}
        shortcut={null}
        scrollable
        maxHeight={420}
        // To blur the whole page behind it anew with each letter is slow where no graphics card helps.
        overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
        classNames={{ actionDescription: classes['described'] ?? '' }}
        attributes={{ content: { 'aria-label': t('palette.label') } }}
      >
        <Spotlight.Search
          placeholder={t('palette.placeholder')}
          aria-label={t('palette.placeholder')}
          leftSection={<SearchIcon size={16} />}
        />
        <Spotlight.ActionsList>
          <Part says={t('palette.lately')}>{lately.map(one => place(one, one.icon))}</Part>
          <Part says={t('palette.screens')}>{screens.map(one => place(one, one.icon))}</Part>
          {kinds.map(({ kind, rows }) => (
            <Part key={kind.under} says={t(kind.label)}>
              {rows.map(one => place(one, kind.icon))}
            </Part>
          ))}
          <Part says={t('palette.actions')}>
            {deeds.map(one => (
              <Spotlight.Action
                key={one.name}
                label={told(titleOf(one))}
                description={told(one.says)}
                leftSection={<ZapIcon size={16} />}
                onClick={() => setChosen(one)}
              />
            ))}
          </Part>
          {fits(t('shell.appearance')) && (
            <Part says={t('palette.settings')}>
              {[<Spotlight.Action key="scheme" label={t('shell.appearance')} onClick={turn} />]}
            </Part>
          )}
          {isNothing && isSettled && <Spotlight.Empty>{t('palette.none')}</Spotlight.Empty>}
        </Spotlight.ActionsList>
      </Spotlight.Root>
      {chosen && <ActionDialog action={chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
}

function Part({ says, children }: { readonly says: string; readonly children: readonly ReactNode[] }) {
  return children.length === 0 ? null : (
    <Spotlight.ActionsGroup label={says}>{children}</Spotlight.ActionsGroup>
  )
}
