import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { own } from '#console/words/own.ts'
import { entries } from './screens.ts'

/** The keys that lead to the screens of the menu. */
export function useMenuKeys(): void {
  const t = own.use()
  const navigate = useNavigate()
  useKeys(
    useMemo(
      () =>
        entries.flatMap(({ path, label, keys }) =>
          keys === undefined
            ? []
            : [{ keys, says: t('keys.goTo', { screen: t(label) }), act: () => void navigate({ to: path }) }],
        ),
      [navigate, t],
    ),
  )
}
