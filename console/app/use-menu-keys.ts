import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { entries } from './screens.ts'

/** The keys that lead to the screens of the menu. */
export function useMenuKeys(): void {
  const navigate = useNavigate()
  const keys = useMemo(
    () =>
      Object.fromEntries(
        entries.flatMap(({ path, keys: pressed }) =>
          pressed === undefined ? [] : [[pressed, () => void navigate({ to: path })]],
        ),
      ),
    [navigate],
  )
  useKeys(keys)
}
