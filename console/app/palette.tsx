import '@mantine/spotlight/styles.css'
import { useMantineColorScheme } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { SearchIcon, ZapIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAccount } from '#console/api/account.ts'
import { actionsQuery, type Action } from '#console/api/actions.ts'
import { ActionDialog, titleOf } from '#console/kit/form/action-dialog.tsx'
import { own } from '#console/words/own.ts'
import classes from './palette.module.css'
import { entries } from './screens.ts'

const [store, palette] = createSpotlight()

/** Everything by its name: screens, and every action that this person may perform, with its form. */
export function Palette({ calls }: { readonly calls: number }) {
  const t = own.use()
  const navigate = useNavigate()
  const { can } = useAccount()
  const { toggleColorScheme } = useMantineColorScheme()
  const actions = useQuery(actionsQuery)
  const [chosen, setChosen] = useState<Action>()
  const [asked, setAsked] = useState('')
  useEffect(() => palette.open(), [calls])
  const fits = (text: string) => text.toLowerCase().includes(asked.trim().toLowerCase())
  const screens = entries
    .filter(({ permission }) => permission === undefined || can(permission))
    .filter(({ label }) => fits(t(label)))
  const deeds = (actions.data ?? [])
    .filter(({ risk }) => risk !== 'read' && risk !== 'personal')
    .filter(one => fits(`${titleOf(one)} ${one.name} ${one.says}`))
    // What is called so comes before what only speaks of it.
    .toSorted((a, b) => Number(fits(titleOf(b))) - Number(fits(titleOf(a))))
  return (
    <>
      <Spotlight.Root
        store={store}
        query={asked}
        onQueryChange={setAsked}
        shortcut={null}
        scrollable
        maxHeight={420}
        classNames={{ actionDescription: classes['described'] ?? '' }}
        attributes={{ content: { 'aria-label': t('palette.label') } }}
      >
        <Spotlight.Search
          placeholder={t('palette.placeholder')}
          aria-label={t('palette.placeholder')}
          leftSection={<SearchIcon size={16} />}
        />
        <Spotlight.ActionsList>
          {screens.length > 0 && (
            <Spotlight.ActionsGroup label={t('palette.screens')}>
              {screens.map(({ path, label, icon: Icon }) => (
                <Spotlight.Action
                  key={path}
                  label={t(label)}
                  leftSection={<Icon size={16} />}
                  onClick={() => void navigate({ to: path })}
                />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {deeds.length > 0 && (
            <Spotlight.ActionsGroup label={t('palette.actions')}>
              {deeds.map(one => (
                <Spotlight.Action
                  key={one.name}
                  label={titleOf(one)}
                  description={one.says}
                  leftSection={<ZapIcon size={16} />}
                  onClick={() => setChosen(one)}
                />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {fits(t('shell.appearance')) && (
            <Spotlight.ActionsGroup label={t('palette.settings')}>
              <Spotlight.Action label={t('shell.appearance')} onClick={toggleColorScheme} />
            </Spotlight.ActionsGroup>
          )}
          {screens.length + deeds.length === 0 && !fits(t('shell.appearance')) && (
            <Spotlight.Empty>{t('palette.none')}</Spotlight.Empty>
          )}
        </Spotlight.ActionsList>
      </Spotlight.Root>
      {chosen && <ActionDialog action={chosen} onClose={() => setChosen(undefined)} />}
    </>
  )
}
