import { NavLink } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import { useAccount } from '#console/api/account.ts'
import { own } from '#console/words/own.ts'
import classes from './shell.module.css'
import { entries } from './screens.ts'

export function Navigation() {
  const t = own.use()
  const { can } = useAccount()
  const here = useRouterState({ select: state => state.location.pathname })
  const seen = entries.filter(({ permission }) => permission === undefined || can(permission))
  return (
    <>
      {seen.map(({ path, label, icon: Icon }) => (
        <NavLink
          key={path}
          component={Link}
          to={path}
          label={t(label)}
          leftSection={<Icon size={16} />}
          active={path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`)}
          className={classes['entry'] ?? ''}
        />
      ))}
    </>
  )
}
