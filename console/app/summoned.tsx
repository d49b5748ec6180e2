import { Kbd, UnstyledButton } from '@mantine/core'
import { SearchIcon } from '@primer/octicons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useKeys, type Key } from '#console/kit/keys/use-keys.ts'
import { undoLast } from '#console/kit/undo/offer-undo.tsx'
import { own } from '#console/words/own.ts'
import classes from './shell.module.css'

const Palette = lazy(async () => ({ default: (await import('./palette/palette.tsx')).Palette }))
const KeysSheet = lazy(async () => ({ default: (await import('./keys-sheet.tsx')).KeysSheet }))

/** What comes when it is called from anywhere: the palette and the sheet of keys. Neither is loaded before. */
export function Summoned() {
  const t = own.use()
  const [calls, setCalls] = useState(0)
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  useKeys(
    useMemo(
      (): Key[] => [
        {
          keys: '$mod+k',
          says: t('keys.palette'),
          act: event => {
            event.preventDefault()
            setCalls(count => count + 1)
          },
        },
        { keys: 'z', says: t('keys.undo'), act: undoLast },
        { keys: 'Shift+?', says: t('keys.sheet'), act: () => setIsSheetOpen(true) },
      ],
      [t],
    ),
  )
  return (
    <>
      <UnstyledButton className={classes['search']} onClick={() => setCalls(count => count + 1)}>
        <SearchIcon size={16} />
        <span>{t('shell.search')}</span>
        <Kbd size="xs" aria-hidden="true">
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <Suspense>
        {calls > 0 && <Palette calls={calls} />}
        {isSheetOpen && <KeysSheet onClose={() => setIsSheetOpen(false)} />}
      </Suspense>
    </>
  )
}
