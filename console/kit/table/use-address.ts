import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

type Address = Readonly<Record<string, string>>

/**
 * The state of a screen, which is its address: filters, sort, what is open. Copying the link copies what is seen, and going back goes
 * back. A name that is set to undefined leaves the address.
 */
export function useAddress(): [Address, (change: Readonly<Record<string, string | undefined>>) => void] {
  const search: unknown = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (wanted: Readonly<Record<string, string | undefined>>) =>
      void navigate({
        to: '.',
        search: (before: unknown) =>
          Object.fromEntries(
            Object.entries({ ...asTexts(before), ...wanted }).filter(([, value]) => value !== undefined),
          ),
        replace: true,
      }),
    [navigate],
  )
  return [asTexts(search), change]
}

function asTexts(search: unknown): Address {
  return Object.fromEntries(Object.entries(search ?? {}).map(([name, value]) => [name, String(value)]))
}
