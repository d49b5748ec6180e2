import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useAccount } from '#console/api/account.ts'
import { rememberOpened } from './recent.ts'

/** The palette will offer this screen again, where the screen says how it is remembered. */
export function useRemembered(title: string): void {
  const { caller } = useAccount()
  const match = useRouterState({ select: ({ matches }) => matches.at(-1) })
  const to = match?.pathname
  const remembered = match?.staticData.remembered
  useEffect(() => {
    if (to !== undefined && remembered !== undefined)
      rememberOpened(caller.id, { to, ...(remembered === 'by title' && { title }) })
  }, [caller.id, to, remembered, title])
}
