import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meQuery } from '#console/api/me.ts'
import { useKeep } from '#console/kit/sure/use-keep.ts'

export const schemes = { auto: 'auto', light: 'light', dark: 'dark' } as const
type Scheme = keyof typeof schemes

/**
 * How the member wants it to look. The browser's own store is read before anything is drawn, so that nothing flashes; the account's word,
 * which comes a moment later, tells what was chosen in another browser.
 */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const seen = useComputedColorScheme('light')
  const kept = useQuery(meQuery).data?.preferences.scheme
  useEffect(() => {
    if (kept) setColorScheme(kept)
  }, [kept, setColorScheme])
  const keep = useKeep()
  const choose = (scheme: Scheme) => {
    setColorScheme(scheme)
    keep({ scheme })
  }
  return { scheme: colorScheme, choose, turn: () => choose(seen === 'dark' ? 'light' : 'dark') }
}
