import type { Icon } from '@primer/octicons-react'
import { useQueries } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useAccount } from '#console/api/account.ts'
import { isProblem } from '#console/api/problem.ts'
import { forgetOpened, openedLately } from '#console/kit/recent/recent.ts'
import { own } from '#console/words/own.ts'
import { entries, things } from '../screens.ts'

interface Recent {
  readonly to: string
  readonly title: string
  readonly icon: Icon
}

const mostShown = 8

/** What this member opened lately in this browser, with what each is called now; not where one is already. */
export function useRecent(): Recent[] {
  const t = own.use()
  const { can, caller } = useAccount()
  const here = useRouterState({ select: ({ location }) => location.pathname })
  const opened = openedLately(caller.id)
    .filter(({ to }) => to !== here)
    .slice(0, mostShown)
    .flatMap(one => {
      const entry = entries.find(({ path }) => path === one.to)
      const kind = things.find(({ under }) => one.to.startsWith(under))
      const { permission } = entry ?? kind ?? {}
      if ((!entry && !kind) || (permission !== undefined && !can(permission))) return []
      return [{ ...one, kind, icon: entry?.icon ?? kind?.icon, title: entry ? t(entry.label) : one.title }]
    })
  const names = useQueries({
    queries: opened.map(({ to, kind, title }) => ({
      queryKey: ['palette', 'name', to],
      queryFn: () => kind?.name?.(to.slice(kind.under.length)) ?? '',
      enabled: title === undefined,
      staleTime: 5 * 60_000,
      retry: false,
    })),
  })
  const gone = opened.filter((_one, at) => isGone(names[at]?.error)).map(({ to }) => to)
  const goneNow = gone.join(' ')
  useEffect(() => {
    if (goneNow !== '') for (const to of goneNow.split(' ')) forgetOpened(caller.id, to)
  }, [caller.id, goneNow])
  return opened.flatMap(({ to, icon, title: told }, at) => {
    const title = told ?? names[at]?.data
    return icon === undefined || title === undefined || title === '' ? [] : [{ to, icon, title }]
  })
}

function isGone(error: unknown): boolean {
  return isProblem(error) && error.told.code === 'not_found'
}
